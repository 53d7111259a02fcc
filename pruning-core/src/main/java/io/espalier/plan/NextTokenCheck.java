package io.espalier.plan;

import io.espalier.binding.Canonical;
import io.espalier.data.Targets;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import java.util.ArrayList;
import java.util.List;

/** Whether a network may learn targets that stand in its own input, a step behind: it has to read tokens, and only those so far. */
record NextTokenCheck(Targets targets) {
    List<String> problems(Network network, NetworkFamily family) {
        List<String> problems = new ArrayList<>();
        if (targets.isNextOfInput() && network.tokens().isEmpty()) {
            problems.add(invalid(
                    family, "read tokens, as lstm, gru and tcn do with an embedding: the data are numbers of tokens"));
        }
        if (targets.isNextOfInput() && !network.isCausal()) {
            problems.add(invalid(
                    family,
                    "be causal, as lstm, gru and tcn are: it would see the next token, which it is to predict"));
        }
        return problems;
    }

    private static String invalid(NetworkFamily family, String must) {
        return "Invalid network: " + Canonical.json(family) + " (must " + must + ")";
    }
}
