package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.sweep.Garbage;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gc OUT}: frees what a store holds for nobody. Needs no Spark. */
@Command(
        name = "gc",
        description = "Delete stored snapshots that no sweep using the store needs any more. Rows, measurements and "
                + "snapshots of planned trials are kept.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gc out/quickstart --dry-run",
            "      show how much space it would free",
            "  gc /data/one --store /data/store",
            "      a store shared by several sweeps: snapshots that any of them needs are kept",
            "  gc /data/one --store /data/store --forget /data/two",
            "      the sweep in /data/two was deleted: also delete what only that sweep needed",
            "  gc out/quickstart --dry-run --json | jq .bytes",
            "      output for other programs",
            "",
            "Safe to run while sweeps run. Exit status: 0 done, 1 failed, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class GcCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of a sweep that uses the store.")
    private Storage out;

    @Option(names = "--store", paramLabel = "DIR", description = "Store of finished steps. Default: store in OUT.")
    private @Nullable Storage store;

    @Option(names = "--dry-run", description = "Only show what would be deleted.")
    private boolean dry;

    @Option(names = "--forget", paramLabel = "DIR", description = "Output folder of a deleted sweep; may be repeated.")
    private List<Storage> gone = List.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Storage folder = store == null ? Storages.of(out.locate("store")) : store;
        if (folder.list("").isEmpty()) {
            throw new StoreException("collect", folder.toString(), "no such folder");
        }
        Garbage garbage = Garbage.in(folder, out, gone);
        if (!dry) {
            garbage.collect(folder, gone);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            terminal.println(json(garbage));
        } else {
            print(garbage, terminal);
        }
        terminal.flush();
        return ExitCode.OK;
    }

    private String json(Garbage garbage) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        garbage.sweeps().forEach(tree.withArray("sweeps")::add);
        return tree.put("snapshots", garbage.stored())
                .put("unused", garbage.unused().size())
                .put("bytes", garbage.bytes())
                .put("deleted", !dry)
                .toPrettyString();
    }

    private void print(Garbage garbage, PrintWriter terminal) {
        garbage.sweeps().forEach(sweep -> terminal.println("sweep " + sweep));
        terminal.printf(
                Locale.ROOT,
                "%,d snapshots, %,d referred to by plans; %s %,d of %,d bytes%n",
                garbage.stored(),
                garbage.stored() - garbage.unused().size(),
                dry ? "would delete" : "deleted",
                garbage.unused().size(),
                garbage.bytes());
    }
}
