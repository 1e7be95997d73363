from ninja import NinjaAPI

api = NinjaAPI(title="Headway", version="1", urls_namespace="api")
