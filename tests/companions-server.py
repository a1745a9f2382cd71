#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A Git server over HTTP on 127.0.0.1: companions-server.py FOLDER PORT_FILE LOG [CERTIFICATE]

Serves the bare repositories of FOLDER by `git http-backend`, writes its port to PORT_FILE and each
request, with whether it held credentials, to LOG. Below /elsewhere/ it redirects to the same path
of another host name, below /moved/ to the same host, and below /private/ it asks for credentials.
With a file that holds a certificate and its key it speaks HTTPS.
"""

import http.server
import os
import ssl
import subprocess
import sys

FOLDER, PORT_FILE, LOG = sys.argv[1:4]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def backend(self, path, query, body):
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": FOLDER,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        done = subprocess.run(
            ["git", "http-backend"], input=body, env=environment, capture_output=True, check=False
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        status, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        self.answer(status, headers, content)

    def handle_any(self):
        body = self.read_body()
        path, _, query = self.path.partition("?")
        with open(LOG, "a", encoding="utf-8") as log:
            known = "credentials" if "Authorization" in self.headers else "anonymous"
            print(self.command, self.headers["Host"].split(":")[0], path, known, file=log)
        port = self.server.server_address[1]
        if path.startswith("/elsewhere/"):
            rest = self.path[len("/elsewhere"):]
            self.answer(302, [("Location", f"http://localhost:{port}{rest}")])
        elif path.startswith("/moved/"):
            rest = self.path[len("/moved"):]
            self.answer(302, [("Location", f"http://127.0.0.1:{port}{rest}")])
        elif path.startswith("/private/"):
            # aladdin:opensesame
            if self.headers.get("Authorization") == "Basic YWxhZGRpbjpvcGVuc2VzYW1l":
                self.backend(path[len("/private"):], query, body)
            else:
                self.answer(401, [("WWW-Authenticate", 'Basic realm="private"')])
        else:
            self.backend(path, query, body)

    do_GET = do_POST = handle_any

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if sys.argv[4:]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
with open(PORT_FILE + ".new", "w", encoding="utf-8") as file:
    print(server.server_address[1], file=file)
os.rename(PORT_FILE + ".new", PORT_FILE)
server.serve_forever()
