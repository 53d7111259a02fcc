package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataHomeTest {
    private static final Path USER = Path.of("/home/ada");

    @Test
    void liesInTheUsersCacheUnlessTheEnvironmentSaysOtherwise() {
        assertThat(DataHome.of(Map.of(), USER).of(PublishedDataset.MNIST))
                .isEqualTo(Path.of("/home/ada/.cache/espalier/data/mnist"));
        assertThat(DataHome.of(Map.of("ESPALIER_DATA", "/data"), USER).of(PublishedDataset.FASHION_MNIST))
                .isEqualTo(Path.of("/data/fashion-mnist"));
    }
}
