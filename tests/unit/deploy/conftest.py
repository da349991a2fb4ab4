import pytest

from tests.unit.deploy.cluster import Cluster
from tools.rendering import OVERLAYS


@pytest.fixture(scope="module", params=OVERLAYS)
def cluster(request):
    return Cluster(request.param)


@pytest.fixture(scope="module")
def prod():
    return Cluster("prod")
