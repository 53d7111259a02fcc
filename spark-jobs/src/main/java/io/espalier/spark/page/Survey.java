package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * Published results to lay over a sweep's own: those of the survey behind Blalock et al., What is the state of neural network
 * pruning? (2020, arXiv:2003.03033) that state an error and how many weights or MACs are left. NOTICE has their licence.
 */
final class Survey {
    private static final String COMMA = ",";

    private Survey() {}

    /** Each result as a list: data set, network, paper, year, compression ratio, theoretical speed-up, error. */
    static ArrayNode json() {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        PageFiles.read("survey.csv").lines().skip(1).forEach(line -> {
            ArrayNode result = results.addArray();
            List.of(line.split(COMMA, -1)).forEach(result::add);
        });
        return results;
    }
}
