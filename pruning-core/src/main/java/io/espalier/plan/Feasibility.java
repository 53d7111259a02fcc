package io.espalier.plan;

import io.espalier.binding.Canonical;
import io.espalier.data.Splits;
import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.recipe.Measure;
import io.espalier.recipe.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds before anything runs what data and network cannot give: an architecture that does not fit, a layer that is not
 * there, a ladder that runs out of groups. Collects all of it, each problem once. What one
 * point alone cannot reach stops no other: it is a problem only if no point is left, or there are problems anyway.
 */
final class Feasibility {
    private final NetworkCache networks;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> unreachable = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private int reachablePoints;

    Feasibility(NetworkCache networks) {
        this.networks = networks;
    }

    /** One message a problem, each with the path in the config, in the order found. */
    List<String> problems() {
        boolean stops = reachablePoints == 0 || !unreachable.containsAll(problems);
        return stops ? List.copyOf(problems) : List.of();
    }

    /** What stops no sweep, and a user may want to know: points that will fail, settings that do nothing. */
    List<String> notes() {
        Set<String> all = new LinkedHashSet<>(notes);
        unreachable.forEach(problem -> all.add(problem + ": these trials will fail"));
        return List.copyOf(all);
    }

    void check(String dataHash, NetworkFamily family, List<Step> recipe) {
        if (recipe.get(0) instanceof Measure) {
            problems.add("Invalid recipe[0]: measure (must come after another step)");
        }
        try {
            Network network = networks.of(dataHash, family);
            Splits data = networks.data(dataHash);
            network.tokens().ifPresent(tokens -> problems.addAll(new TokenCheck(tokens).problems(data)));
            problems.addAll(new NextTokenCheck(data.train().targets()).problems(network, family));
            int examples = data.train().size();
            add(new RecipeCheck(networks, family, network, examples).of(recipe));
        } catch (IllegalArgumentException e) {
            problems.add("Invalid network: " + Canonical.json(family) + " (must fit the data: " + e.getMessage() + ")");
        }
    }

    private void add(Findings found) {
        problems.addAll(found.problems());
        unreachable.addAll(found.unreachable());
        notes.addAll(found.notes());
        reachablePoints += found.isReachable() ? 1 : 0;
    }
}
