package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.Repository;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images as a user meets it, in small: {@code configs/images.yaml} on bars that lie or stand. */
class ImagesTest {
    private static final int SIDE = 12;
    private static final int EACH = 20;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private void writeBars() throws IOException {
        for (String label : List.of("lies", "stands")) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(label));
            for (int i = 0; i < EACH; i++) {
                ImageIO.write(
                        bar(label.equals("lies"), i),
                        "png",
                        images.resolve(i + ".png").toFile());
            }
        }
    }

    /** Two pixels thick, each image at another place or of another colour. */
    private static BufferedImage bar(boolean lies, int i) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int along = 0; along < SIDE; along++) {
            for (int across = 0; across < 2; across++) {
                int at = (i + across) % SIDE;
                image.setRGB(lies ? along : at, lies ? at : along, 0xc0c0c0 - 9 * i);
            }
        }
        return image;
    }

    private int run(String out) {
        return terminal.run(
                "run",
                Repository.root().resolve("configs/images.yaml"),
                "--out",
                out,
                "--set",
                "data.path=" + folder.resolve("images"),
                "--set",
                "data.size=[6, 6]",
                "--set",
                "seeds=[1]",
                "--set",
                "network={family: mlp, hidden: [16]}",
                "--set",
                "recipe=[{train: {epochs: 20, batch: 8, optimizer: {adam: {rate: 0.01}}}}, {prune: {sparsity: $s}},"
                        + " {train: {epochs: 5, batch: 8}}]",
                "--set",
                "grid={s: [0.5]}",
                "--set",
                "controls=[]");
    }

    @Test
    void runsFromAFolderToAFront() throws IOException {
        writeBars();
        String out = folder.resolve("out").toString();
        assertThat(run(out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("1 trials run, 0 cached, 0 failed");
        assertThat(value(out, "SELECT string_agg(label, ' ' ORDER BY label) FROM labels"))
                .isEqualTo("lies stands");
        assertThat(value(out, "SELECT validation_error < 0.2 FROM trials")).isEqualTo("true");
        assertThat(run(out)).as(terminal::complaint).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached, 0 failed");
    }

    private String value(String out, String sql) {
        assertThat(terminal.run("sql", out, sql, "--csv"))
                .as(terminal::complaint)
                .isZero();
        return terminal.printed().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void refusesAFolderThatIsNotThereAndACorruptFileInOneLine() throws IOException {
        assertThat(run(folder.resolve("out").toString())).isNotZero();
        assertThat(terminal.complaint()).contains("no such file or folder").doesNotContain("\tat ");
        writeBars();
        Files.writeString(folder.resolve("images/lies/3.png"), "text");
        assertThat(run(folder.resolve("out").toString())).isNotZero();
        assertThat(terminal.complaint())
                .contains("1 file that is no image: lies/3.png (not a PNG or JPEG image)")
                .doesNotContain("\tat ");
    }
}
