package io.espalier.export.c;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.export.ExportException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CCompilerTest {
    @TempDir
    private Path empty;

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> CCompiler.find("c", empty.toString()))
                .isInstanceOf(ExportException.class)
                .hasMessage(
                        "Cannot export c: it must be run before it is written, and there is no C compiler (cc, gcc or"
                                + " clang) on the PATH (--unexecuted writes it anyway)");
    }
}
