package io.espalier.spark.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.espalier.spark.report.ReportException;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Serves the page of a sweep on this machine while it runs, from the tables alone: {@code /} is the page, {@code /data} what
 * it asks for again and again. Both are made anew when the tables have another file.
 */
public final class PageServer implements AutoCloseable {
    private static final String TABLES = "tables";
    private static final List<String> HERE = List.of("127.0.0.1", "localhost");
    private static final String WAITING = """
            <!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Espalier</title>
            <p>No trial has ended yet. This page looks again every two seconds.</p></html>
            """;

    private final HttpServer server;
    private final Storage out;
    private final Supplier<SweepPage> pages;
    private Version shown = new Version("", "", WAITING);

    /** What is served for the files that there are. */
    private record Version(String files, String data, String html) {}

    private PageServer(HttpServer server, Storage out, Supplier<SweepPage> pages) {
        this.server = server;
        this.out = out;
        this.pages = pages;
    }

    /**
     * Serves from now on, to programs on this machine alone.
     *
     * @param port 0 for any that is free
     * @param pages makes the page of the rows that are there now
     * @throws IOException if the port is taken
     */
    public static PageServer start(Storage out, int port, Supplier<SweepPage> pages) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        PageServer server = new PageServer(http, out, pages);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    /** As in {@code http://127.0.0.1:40123/}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!isFromHere(exchange)) {
                send(exchange, 403, "text/plain", "Invalid Host (must be 127.0.0.1 or localhost)\n");
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html", present().html());
            } else if (path.equals("/data")) {
                send(exchange, 200, "text/plain", present().data());
            } else {
                send(exchange, 404, "text/plain", "Invalid path (must be / or /data)\n");
            }
        }
    }

    /** Whether the browser was sent here by this address, and not by a name that another site gave to it. */
    private static boolean isFromHere(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && HERE.contains(host.replaceFirst(":\\d+$", ""));
    }

    private synchronized Version present() {
        String files = files();
        if (!files.equals(shown.files())) {
            shown = version(files);
        }
        return shown;
    }

    private Version version(String files) {
        try {
            SweepPage page = pages.get();
            return new Version(files, page.data(), page.html());
        } catch (ReportException e) {
            return new Version("", "", WAITING);
        }
    }

    private String files() {
        try {
            return out.list(TABLES).stream().map(Storage.Entry::name).sorted().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream response = exchange.getResponseBody()) {
            response.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
