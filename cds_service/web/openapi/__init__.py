"""The description of this service in OpenAPI: a document of data, filled in with what runs."""
