package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/espalier}, before it builds or starts anything. */
class LauncherTest {
    @TempDir
    private Path folder;

    private String say(int descriptors) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        String script = Repository.root().resolve("scripts/espalier").toString();
        ProcessBuilder launcher = new ProcessBuilder(
                        "sh", "-c", "ulimit -n " + descriptors + " && exec \"$0\" --version", script)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        launcher.environment().put("JAVA_HOME", folder.toString());
        assertThat(launcher.start().waitFor()).isEqualTo(1);
        return Files.readString(said);
    }

    @Test
    void refusesTooFewFileDescriptors() throws Exception {
        assertThat(say(511)).isEqualTo("Cannot start: only 511 file descriptors (ulimit -n must be at least 512)\n");
        assertThat(say(512)).startsWith("Cannot run " + folder + "/bin/java: install a JDK 17");
    }
}
