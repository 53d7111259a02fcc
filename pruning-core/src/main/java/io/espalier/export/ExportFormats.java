package io.espalier.export;

import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Suggestions;
import io.espalier.codec.Codec;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The registered formats, and the file of each registered codec. */
public final class ExportFormats {
    private ExportFormats() {}

    /** All of them, by name. */
    public static List<ExportFormat> all() {
        return Stream.concat(
                        ServiceLoader.load(ExportFormat.class).stream().map(ServiceLoader.Provider::get),
                        ServiceLoader.load(Codec.class).stream().map(codec -> new CodecFormat(codec.get())))
                .sorted(Comparator.comparing(ExportFormat::name))
                .toList();
    }

    /** @throws InvalidValueException if there is none of this name */
    public static ExportFormat named(String name) {
        return all().stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValueException("format", name, "be " + new Suggestions(names()).insteadOf(name)));
    }

    private static List<String> names() {
        return all().stream().map(ExportFormat::name).toList();
    }
}
