package io.espalier.run;

import io.espalier.plan.KeyedTwig;
import io.espalier.plan.StepKey;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at level DEBUG which steps are done, by their keys: {@code begun <key before>: <keys>}, {@code stored <key>},
 * {@code measuring <key>}, {@code measured <key>}. What is begun first looks whether another has done it: then follows
 * {@code spared <key>}, or {@code known <key>} for a measurement.
 */
final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private StepLog() {}

    static void begun(KeyedTwig twig) {
        if (LOG.isDebugEnabled()) {
            String keys = twig.keys().stream().map(StepKey::value).collect(Collectors.joining(" "));
            LOG.debug("begun {}: {}", twig.start().value(), keys);
        }
    }

    static void spared(KeyedTwig twig) {
        LOG.debug("spared {}", twig.key().value());
    }

    static void stored(KeyedTwig twig) {
        LOG.debug("stored {}", twig.key().value());
    }

    static void measuring(KeyedTwig twig) {
        LOG.debug("measuring {}", twig.key().value());
    }

    static void known(KeyedTwig twig) {
        LOG.debug("known {}", twig.key().value());
    }

    static void measured(KeyedTwig twig) {
        LOG.debug("measured {}", twig.key().value());
    }
}
