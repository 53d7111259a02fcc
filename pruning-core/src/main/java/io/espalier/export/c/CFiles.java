package io.espalier.export.c;

import io.espalier.data.Dataset;
import io.espalier.export.Artifact;
import io.espalier.export.DeployedNetwork;
import io.espalier.export.ExportException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A header and a source, executed by the machine's C compiler.
 *
 * @param format that made them
 * @param name of the files, without what ends them
 */
record CFiles(String format, String name, DeployedNetwork network, String header, String source, Footprint footprint)
        implements Artifact {
    /**
     * @param storage declares the arena; {@code ram} its bytes
     */
    static CFiles of(String format, String name, DeployedNetwork network, CSource source, String storage, long ram) {
        COutput output = new COutput(network.outputs());
        output.restore(source);
        String entry = "void " + CName.of(name) + "_predict(const "
                + CInput.of(network).type() + " *input, " + output.parameter() + ")";
        String text = about(network) + "#include \"" + name + ".h\"\n\n#include <stdint.h>\n\n" + storage
                + output.storage() + "\n\n" + source.text(entry);
        return new CFiles(
                format,
                name,
                network,
                header(name, network, entry),
                text,
                new Footprint(source.flash(), ram + output.ram()));
    }

    private static String about(DeployedNetwork network) {
        return network.lineage() == null
                ? ""
                : "/* Made by Espalier " + network.lineage().codeVersion() + " from trial "
                        + network.lineage().trialId() + ", data "
                        + network.lineage().dataHash() + ". */\n";
    }

    private static String header(String name, DeployedNetwork network, String entry) {
        String c = CName.of(name);
        return Template.of("""
                ${ABOUT}#ifndef ${C}_H
                #define ${C}_H

                #define ${C}_INPUTS $INPUTS
                #define ${C}_OUTPUTS $OUTPUTS
                #define ${C}_LABELS { $LABELS }

                /* $GIVEN of one example of raw features, channel by channel and row by row. Not for two threads at once. */
                $ENTRY;

                #endif
                """)
                .with("ABOUT", about(network))
                .with("C", c)
                .with("INPUTS", network.network().input().elements())
                .with("OUTPUTS", network.outputs().count())
                .with("GIVEN", new COutput(network.outputs()).description())
                .with(
                        "LABELS",
                        network.outputs().labels().stream().map(CFiles::literal).collect(Collectors.joining(", ")))
                .with("ENTRY", entry)
                .fill();
    }

    /** A label as a string of C: what is not plain ASCII by its bytes in UTF-8, in octal. */
    private static String literal(String label) {
        StringBuilder literal = new StringBuilder("\"");
        for (byte b : label.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= ' ' && b < 127 && b != '"' && b != '\\' && b != '?';
            literal.append(plain ? String.valueOf((char) b) : "\\%03o".formatted(b & 0xff));
        }
        return literal.append('"').toString();
    }

    @Override
    public SortedMap<String, byte[]> files() {
        return new TreeMap<>(Map.of(
                name + ".c", source.getBytes(StandardCharsets.UTF_8),
                name + ".h", header.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String runtime() throws ExportException {
        return CCompiler.find(format).version();
    }

    @Override
    public double[] outputs(Dataset raw) throws ExportException {
        return CCompiler.find(format).run(this, raw);
    }
}
