package io.espalier.spark.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** S3 over loopback: an S3Proxy, with its objects in a folder. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "bucket";

    private static final Path JARS = Path.of("target/s3proxy");
    private static final Duration START = Duration.ofMinutes(1);

    private final int port;
    private final Process process;

    private S3Server(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    static S3Server start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
        Path settings = Files.write(
                folder.resolve("s3proxy.conf"),
                List.of(
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=tester",
                        "s3proxy.credential=secret",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder.resolve("objects")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + quiet(folder),
                        "-cp",
                        JARS + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        S3Server server = new S3Server(port, process);
        server.awaitStart(folder);
        return server;
    }

    private static Path quiet(Path folder) throws IOException {
        return Files.writeString(folder.resolve("logback.xml"), "<configuration><root level=\"OFF\"/></configuration>");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart(Path folder) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IOException("no S3 server: " + Files.readString(folder.resolve("s3proxy.log")), e);
                }
                Thread.sleep(100);
            }
        }
    }

    /** What a user would have to set. */
    Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
        configuration.set("fs.s3a.endpoint.region", "us-east-1");
        configuration.set("fs.s3a.path.style.access", "true");
        configuration.set("fs.s3a.access.key", "tester");
        configuration.set("fs.s3a.secret.key", "secret");
        return configuration;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
