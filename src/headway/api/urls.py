from headway.api.app import api

__all__ = ["api"]
