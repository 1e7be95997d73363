from tests.rewriting.fixtures import direct, helped, model

__all__ = ["direct", "helped", "model"]
