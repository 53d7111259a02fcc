package io.espalier.spark.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.Objective;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.TrialsFixture;
import io.espalier.storage.LocalStorage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path out;

    private PageServer serve() throws Exception {
        LocalStorage folder = LocalStorage.at(out);
        return PageServer.start(
                folder,
                0,
                () -> SweepPage.of(
                        folder, Objective.parseAll("validation_error:min,bytes:min"), Grids.PRESENT, "espalier"));
    }

    private HttpResponse<String> get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    @Test
    void followsTheTables() throws Exception {
        try (PageServer server = serve()) {
            assertThat(get(server.address()).body()).contains("No trial has ended yet");
            assertThat(get(server.address() + "data").body()).isEmpty();
            try (TrialsFixture trials = TrialsFixture.in(out)) {
                trials.candidate("magnitude", 0.5, 1_000, 0.03, 0.04).write();
                String one = get(server.address() + "data").body();
                assertThat(get(server.address()).body())
                        .startsWith("<!DOCTYPE html>")
                        .contains(one);
                assertThat(get(server.address() + "data").body())
                        .as("made once")
                        .isEqualTo(one);
                trials.candidate("obd", 0.5, 2_000, 0.01, 0.02).write();
                assertThat(get(server.address() + "data").body()).isNotEqualTo(one);
            }
        }
    }

    @Test
    void isForThisMachineAlone() throws Exception {
        try (PageServer server = serve()) {
            assertThat(server.address()).startsWith("http://127.0.0.1:");
            assertThat(get(server.address().replace("127.0.0.1", "localhost")).statusCode())
                    .isEqualTo(200);
            assertThat(get(server.address() + "sweep.json").statusCode()).isEqualTo(404);
        }
    }
}
