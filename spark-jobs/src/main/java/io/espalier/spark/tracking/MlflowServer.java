package io.espalier.spark.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An MLflow tracking server, by version 2.0 of its REST interface. What fails for now (no connection, status 429 or of 500 on)
 * is tried again, a few times and ever later.
 */
final class MlflowServer {
    private static final int TRIES = 5;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int ERRORS = 400;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Optional<String> authorization;
    private final Consumer<Duration> pause;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * @param environment {@code MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}
     *     where the server asks for them
     * @param pause waits between two tries
     */
    MlflowServer(URI address, Map<String, String> environment, Consumer<Duration> pause) {
        this.address = address;
        this.authorization = authorization(environment);
        this.pause = pause;
    }

    private static Optional<String> authorization(Map<String, String> environment) {
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
        String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        if (!token.isEmpty()) {
            return Optional.of("Bearer " + token);
        }
        String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
    }

    /** Does a POST; the answer's JSON. */
    JsonNode post(String method, ObjectNode body) throws IOException {
        HttpRequest.Builder request = request(method, "").POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return answer(method, send(request.build(), method));
    }

    /** Does a GET; empty where the server knows no such thing. */
    Optional<JsonNode> get(String method, String query) throws IOException {
        HttpResponse<String> response = send(request(method, query).GET().build(), method);
        boolean isUnknown = response.statusCode() >= ERRORS && response.body().contains("RESOURCE_DOES_NOT_EXIST");
        return isUnknown ? Optional.empty() : Optional.of(answer(method, response));
    }

    /** Puts a file below the artifacts that the server keeps. */
    void put(String path, byte[] content) throws IOException {
        HttpRequest request = builder("mlflow-artifacts/" + path)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        answer("write an artifact", send(request, "write an artifact"));
    }

    private HttpRequest.Builder request(String method, String query) {
        return builder("mlflow/" + method + query).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder builder(String path) {
        URI uri = URI.create(address.toString().replaceFirst("/+$", "") + "/api/2.0/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONGEST_ANSWER);
        authorization.ifPresent(words -> request.header("Authorization", words));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request, String method) throws IOException {
        Duration wait = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                boolean isForNow = response.statusCode() == TOO_MANY || response.statusCode() >= SERVER_ERRORS;
                if (!isForNow || tries == TRIES) {
                    return response;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Cannot " + method + " at " + address + ": stop requested", e);
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw new IOException("Cannot reach an MLflow server at " + address + ": " + reason(e), e);
                }
            }
            pause.accept(wait);
            wait = wait.multipliedBy(2);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "no connection" : e.getMessage();
    }

    private JsonNode answer(String method, HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= ERRORS) {
            throw new IOException("Cannot " + method + " at " + address + ": status " + response.statusCode() + ", "
                    + message(response.body()));
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IOException("Cannot " + method + " at " + address + ": no MLflow server answers there", e);
        }
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }
}
