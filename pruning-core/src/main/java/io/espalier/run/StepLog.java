package io.espalier.run;

import io.espalier.plan.tree.KeyedSegment;
import io.espalier.plan.tree.StepKey;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at level DEBUG which steps are done, by their keys: {@code begun <key before>: <keys>}, {@code stored <key>},
 * {@code measuring <key>}, {@code measured <key>}. What is begun first checks whether another has done it: then follows
 * {@code spared <key>}, or {@code known <key>} for a measurement.
 */
final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private StepLog() {}

    static void begun(KeyedSegment segment) {
        if (LOG.isDebugEnabled()) {
            String keys = segment.keys().stream().map(StepKey::value).collect(Collectors.joining(" "));
            LOG.debug("begun {}: {}", segment.start().value(), keys);
        }
    }

    static void spared(KeyedSegment segment) {
        LOG.debug("spared {}", segment.key().value());
    }

    static void stored(KeyedSegment segment) {
        LOG.debug("stored {}", segment.key().value());
    }

    static void measuring(KeyedSegment segment) {
        LOG.debug("measuring {}", segment.key().value());
    }

    static void known(KeyedSegment segment) {
        LOG.debug("known {}", segment.key().value());
    }

    static void measured(KeyedSegment segment) {
        LOG.debug("measured {}", segment.key().value());
    }
}
