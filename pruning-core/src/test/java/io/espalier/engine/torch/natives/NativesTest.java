package io.espalier.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked before native code is loaded: whose it is, and whether it is whole. */
class NativesTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path library;

    @BeforeEach
    void unpack() throws IOException {
        folder = temporary.resolve("above/cache");
        TrustedFolder.create(folder);
        library = Files.writeString(folder.resolve("lib.so"), "code");
        permit(library, "rw-r--r--");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void trustsWhatOnlyItsUserWrites() throws IOException {
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(TrustedFolder.objection(folder)).isEmpty();
        assertThat(TrustedFolder.objectionWithin(folder)).isEmpty();
        permit(folder, "rwxr-xr-x");
        assertThat(TrustedFolder.objectionWithin(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxr-xrwx", "rwx----w-"})
    void refusesWhatOthersMayWrite(String permissions) throws IOException {
        permit(library, permissions);
        assertThat(TrustedFolder.objection(folder)).isEmpty();
        assertThat(TrustedFolder.objectionWithin(folder)).hasValue("other users can write to " + library);
        permit(folder, permissions);
        assertThat(TrustedFolder.objection(folder)).hasValue("other users can write to " + folder);
    }

    @Test
    void refusesWhatBelongsToAnother() throws IOException {
        assumeTrue("root".equals(Files.getOwner(folder).getName()), "only root can give a file away");
        Files.setAttribute(library, "unix:uid", 4711);
        assertThat(TrustedFolder.objectionWithin(folder)).hasValue(library + " belongs to another user");
        Files.setAttribute(folder, "unix:uid", 4711);
        assertThat(TrustedFolder.objection(folder)).hasValue(folder + " belongs to another user");
    }

    private URL packed(String content) throws IOException {
        Path jar = temporary.resolve("natives.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("pytorch/lib.so"));
            entries.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return new URL("jar:" + jar.toUri() + "!/pytorch/lib.so");
    }

    @Test
    void knowsALibraryThatIsNotWhatWasUnpacked() throws IOException {
        NativeLibrary unpacked = new NativeLibrary(library, packed("code"));
        assertThat(unpacked.isWhole()).isTrue();
        assertThat(new NativeLibrary(library, null).isWhole()).isTrue();
        for (String damaged : new String[] {"", "cod", "coda", "codes"}) {
            Files.writeString(library, damaged);
            assertThat(unpacked.isWhole()).as(damaged).isFalse();
        }
        Files.delete(library);
        assertThat(unpacked.isWhole()).isFalse();
        assertThat(new NativeLibrary(library, null).isWhole()).isFalse();
    }
}
