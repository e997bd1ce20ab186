"""What Slack sends to an app: over its sockets where one is connected, else signed HTTP."""
