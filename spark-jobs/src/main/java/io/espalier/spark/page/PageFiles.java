package io.espalier.spark.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The files that the page is made of. Its scripts are ES modules that import from one another by {@code import { name } from
 * "./file.js"} in a line; here they are put behind one another as one module, so that names have to differ.
 */
final class PageFiles {
    private static final List<String> SCRIPTS = List.of(
            "dom",
            "format",
            "state",
            "data",
            "theme",
            "words",
            "visible",
            "tooltip",
            "colours",
            "survey",
            "scatter",
            "parallel",
            "table",
            "curves",
            "layers",
            "lineage",
            "trial",
            "compare",
            "sensitivity",
            "progress",
            "guide",
            "main");

    private static final String[] PAGE = read("page.html").split("\\{\\{(style|echarts|scripts|data)}}");
    private static final String TOP = PAGE[0] + read("page.css") + PAGE[1] + read("echarts.min.js") + PAGE[2];
    private static final String MIDDLE =
            SCRIPTS.stream().map(PageFiles::script).collect(Collectors.joining()) + PAGE[3];
    private static final String END = PAGE[4];

    private PageFiles() {}

    /** The page with its data. */
    static String html(String data) {
        return TOP + MIDDLE + data + END;
    }

    /** Bytes of the page without data: all of it is ASCII, or counted as UTF-8 needs. */
    static int size() {
        return html("").getBytes(StandardCharsets.UTF_8).length;
    }

    /** A module without what only tells modules apart. */
    private static String script(String name) {
        return read("js/" + name + ".js")
                .replaceAll("(?m)^import .*\n", "")
                .replaceAll("(?m)^export (?=async |function |const |let |class )", "");
    }

    static String read(String file) {
        try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
