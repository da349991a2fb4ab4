"""Web push: what is in the inbox also reaches phones and desks that have the client closed (RFC 8030, 8291, 8292).

Always true: a device subscribes for one employee; only the browser that subscribed can read a message; sending never
holds up events; a device that is gone, or was not heard of for a month, is forgotten.
"""
