"""What the accounts of the broker may and may not do."""

from contextlib import closing

import amqp
import pytest


@pytest.fixture(scope="module")
def connect(vhosts, vhost, rabbitmq_server):
    def open_as(account):
        connection = amqp.Connection(
            host=f"127.0.0.1:{rabbitmq_server.port}",
            userid=account,
            password=rabbitmq_server.secrets.password(f"broker_{account}"),
            virtual_host=vhost,
            confirm_publish=True,
        )
        connection.connect()
        return closing(connection)

    with open_as("topology") as connection:
        channel = connection.channel()
        channel.exchange_declare("kuaiqi.events", "topic", durable=True, auto_delete=False)
        channel.queue_declare("office.events.p0", durable=True, auto_delete=False)
    return open_as


class TestServiceAccount:
    def test_sends_events_in_its_own_name(self, connect):
        with connect("crm") as connection:
            connection.channel().basic_publish(amqp.Message("{}", user_id="crm"), exchange="kuaiqi.events")

    def test_cannot_send_events_in_the_name_of_another(self, connect):
        with connect("crm") as connection, pytest.raises(amqp.PreconditionFailed):
            connection.channel().basic_publish(amqp.Message("{}", user_id="office"), exchange="kuaiqi.events")

    def test_makes_and_reads_its_own_queues(self, connect):
        with connect("crm") as connection:
            channel = connection.channel()
            channel.queue_declare("rpc-crm", auto_delete=False)
            channel.basic_consume("rpc-crm")

    def test_cannot_read_what_is_for_another(self, connect):
        with connect("crm") as connection, pytest.raises(amqp.AccessRefused):
            connection.channel().basic_consume("office.events.p0")

    def test_cannot_make_queues_of_another(self, connect):
        with connect("crm") as connection, pytest.raises(amqp.AccessRefused):
            connection.channel().queue_declare("rpc-office", auto_delete=False)
