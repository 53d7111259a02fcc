package io.espalier.spark.tracking;

import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The artifacts of one run, on a server that takes them itself ({@code mlflow-artifacts:}, the default of {@code mlflow
 * server}). Where runs keep them elsewhere, as in a bucket, there is nothing that the server could be given.
 *
 * @param folder on the server, as in {@code 1/4af0/artifacts}
 */
record MlflowArtifacts(MlflowServer server, String folder) {
    private static final Pattern SERVED = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/*(.*)");
    private static final Pattern FILE = Pattern.compile("(.*)/([^/]+)");

    /** Empty where the server does not take them. */
    static Optional<MlflowArtifacts> at(MlflowServer server, String uri) {
        Matcher served = SERVED.matcher(uri);
        return served.matches() ? Optional.of(new MlflowArtifacts(server, served.group(1))) : Optional.empty();
    }

    /** Writes an artifact, or replaces the one of that name. */
    void put(String name, byte[] content) throws IOException {
        server.put("artifacts/" + encoded(folder + "/" + name), content);
    }

    /**
     * The same of a file, under its own name in a folder.
     *
     * @return whether the file is there
     */
    boolean putFile(String folderOfArtifact, String path) throws IOException {
        Matcher file = FILE.matcher(path);
        if (!file.matches()) {
            return false;
        }
        Storage parent = Storages.ofUser(file.group(1).isEmpty() ? "/" : file.group(1));
        Optional<byte[]> content = parent.read(file.group(2));
        if (content.isPresent()) {
            put(folderOfArtifact + "/" + file.group(2), content.get());
        }
        return content.isPresent();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
