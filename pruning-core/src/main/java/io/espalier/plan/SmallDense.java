package io.espalier.plan;

import io.espalier.network.Network;
import io.espalier.network.NetworkFamily;
import io.espalier.plan.tree.NetworkCache;
import io.espalier.prune.Groups;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dense network of a pruned one's size: the widest member of the family that has no more units, where units are
 * pruned, or else no more parameters, than the prune steps are planned to leave.
 */
final class SmallDense {
    private static final int WIDTHS = 1000;

    private final NetworkCache networks;
    private final Map<Cut, NetworkFamily> families = new HashMap<>();
    private final Map<Cut, LayerCounts> left = new HashMap<>();

    /** A network with the prune steps done to it. */
    private record Cut(String dataHash, NetworkFamily family, List<Prune> prunes) {
        Prune last() {
            return prunes.get(prunes.size() - 1);
        }

        Cut before() {
            return new Cut(dataHash, family, prunes.subList(0, prunes.size() - 1));
        }
    }

    SmallDense(NetworkCache networks) {
        this.networks = networks;
    }

    /** @param steps with at least one prune step */
    NetworkFamily of(String dataHash, NetworkFamily family, List<Step> steps) {
        List<Prune> prunes = steps.stream()
                .filter(Prune.class::isInstance)
                .map(Prune.class::cast)
                .toList();
        return families.computeIfAbsent(new Cut(dataHash, family, prunes), this::find);
    }

    private NetworkFamily find(Cut cut) {
        double size = plannedSize(cut);
        int low = 1;
        int high = WIDTHS;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            NetworkFamily narrow = cut.family().scaled((double) middle / WIDTHS);
            if (size(networks.of(cut.dataHash(), narrow), cut.last()) <= size) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return cut.family().scaled((double) low / WIDTHS);
    }

    private double plannedSize(Cut cut) {
        LayerCounts planned = left(cut);
        boolean units = planned.groups().granularity().isUnit();
        long prunable = units ? planned.groups().count() : planned.groups().weights();
        double elsewhere = units ? 0 : planned.goneElsewhere();
        return size(planned.groups().network(), cut.last()) - planned.goneOf(prunable) - elsewhere;
    }

    private long size(Network network, Prune last) {
        return last.granularity().isUnit() ? groups(network, last).count() : network.parameters();
    }

    private LayerCounts left(Cut cut) {
        LayerCounts known = left.get(cut);
        if (known == null) {
            Groups groups = groups(networks.of(cut.dataHash(), cut.family()), cut.last());
            Cut before = cut.before();
            LayerCounts start = before.prunes().isEmpty()
                    ? LayerCounts.all(groups)
                    : left(before).as(groups);
            known = start.after(cut.last());
            left.put(cut, known);
        }
        return known;
    }

    private Groups groups(Network network, Prune prune) {
        return networks.groups(network, prune.grouping());
    }
}
