package io.espalier.spark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.binding.Binder;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.SweepSchema;
import io.espalier.spark.report.KeyJson;
import io.espalier.spark.report.KeyText;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys PATH}: what a sweep file may say. Needs no Spark. */
@Command(
        name = "keys",
        description = {
            "Show the keys of a sweep file: each with its type, default and meaning.",
            "Keys of your own extension jars are included."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  keys",
            "      the keys of the file",
            "  keys recipe.train",
            "      the keys of a step",
            "  keys recipe.prune.criterion",
            "      the available criteria",
            "  keys recipe.train --json | jq -r '.keys[].name'",
            "      output for other programs",
            "  keys --schema > sweep.schema.json",
            "      for editors: name it in a file's first line, # yaml-language-server: $schema=sweep.schema.json",
            "",
            "Exit status: 0 shown, 1 failed, 2 wrong usage or no such key."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KeysCommand extends Query {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = "",
            description = "A place in the file, as in recipe.train.patience. Default: the whole file.")
    private String path;

    @ArgGroup(exclusive = true)
    private Form form = new Form();

    /** What to print. */
    private static final class Form {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--schema", description = "Print the JSON Schema of the whole file.")
        private boolean schema;
    }

    @Override
    void print(PrintWriter terminal) throws JsonProcessingException {
        KeyCatalog catalog = new KeyCatalog(Binder.ofContext());
        if (form.schema) {
            terminal.println(pretty(SweepSchema.of(catalog)));
        } else if (form.json) {
            terminal.println(pretty(KeyJson.of(KeyPlace.of(path, catalog), catalog)));
        } else {
            KeyText.of(KeyPlace.of(path, catalog), catalog).forEach(terminal::println);
        }
    }

    private static String pretty(JsonNode tree) throws JsonProcessingException {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }
}
