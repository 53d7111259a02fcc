package io.espalier.spark.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of an MLflow tracking server as an export needs, on loopback: it keeps runs, refuses what MLflow refuses, and can fail. */
final class FakeMlflow implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** MLflow takes no more in one call. */
    private static final int MOST_METRICS = 1000;

    private final HttpServer server;
    private final Map<String, String> experiments = new LinkedHashMap<>();
    final Map<String, ObjectNode> runs = new LinkedHashMap<>();
    final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
    final AtomicInteger failing = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();

    /** Of runs: each call answers after so many with an error for good, as a server that is being stopped; 0 for never. */
    final AtomicInteger last = new AtomicInteger();

    FakeMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/2.0/mlflow/", this::handle);
        server.createContext("/api/2.0/mlflow-artifacts/artifacts/", this::keep);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
            byte[] body = exchange.getRequestBody().readAllBytes();
            ObjectNode answer = JSON.createObjectNode();
            int status = 200;
            if (failing.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                status = 503;
            } else if (last.get() > 0 && calls.incrementAndGet() > last.get()) {
                status = 403;
                answer.put("message", "going down");
            } else {
                String query = exchange.getRequestURI().getQuery();
                status = answer(method, query == null ? "" : query, JSON.readTree(body), answer);
            }
            byte[] text = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow-artifacts/artifacts/", "");
            artifacts.put(path, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Those of trials, and not the one that they belong to. */
    List<ObjectNode> ofTrials() {
        return runs.values().stream()
                .filter(run -> !run.at("/data/tags/0/value").asText().equals("sweep"))
                .toList();
    }

    private synchronized int answer(String method, String query, JsonNode body, ObjectNode answer) {
        switch (method) {
            case "experiments/get-by-name" -> {
                String name = URLDecoder.decode(query.replace("experiment_name=", ""), StandardCharsets.UTF_8);
                if (!experiments.containsKey(name)) {
                    answer.put("error_code", "RESOURCE_DOES_NOT_EXIST");
                    return 404;
                }
                answer.putObject("experiment").put("experiment_id", experiments.get(name));
            }
            case "experiments/create" -> {
                experiments.put(body.path("name").asText(), "" + experiments.size());
                answer.put("experiment_id", "" + (experiments.size() - 1));
            }
            case "runs/create" -> {
                String id = "run" + runs.size();
                ObjectNode run = JSON.createObjectNode();
                run.putObject("info")
                        .put("run_id", id)
                        .put("status", "RUNNING")
                        .put(
                                "artifact_uri",
                                "mlflow-artifacts:/"
                                        + body.path("experiment_id").asText() + "/" + id)
                        .put("name", body.path("run_name").asText());
                run.putObject("data").set("tags", body.path("tags"));
                runs.put(id, run);
                answer.set("run", run);
            }
            case "runs/log-batch" -> {
                if (body.path("metrics").size() > MOST_METRICS) {
                    answer.put("message", "too many metrics");
                    return 400;
                }
                ObjectNode data =
                        (ObjectNode) runs.get(body.path("run_id").asText()).path("data");
                for (String kind : new String[] {"metrics", "params", "tags"}) {
                    ArrayNode all = data.withArray(kind);
                    body.path(kind).forEach(all::add);
                }
            }
            case "runs/update" ->
                ((ObjectNode) runs.get(body.path("run_id").asText()).path("info"))
                        .put("status", body.path("status").asText());
            case "runs/delete" -> runs.remove(body.path("run_id").asText());
            case "runs/search" -> {
                ArrayNode found = answer.putArray("runs");
                int from = body.path("page_token").asInt(0);
                runs.values().stream().skip(from).limit(2).forEach(found::add); // small pages
                if (from + 2 < runs.size()) {
                    answer.put("next_page_token", "" + (from + 2));
                }
            }
            default -> {
                answer.put("message", "no such method: " + method);
                return 404;
            }
        }
        return 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
