package io.espalier.export;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;

/** The process's ONNX Runtime: started once, whichever thread asks first. */
final class OnnxRuntime {
    /** Virtual memory; a page of it is used only where the stack grows that deep. */
    private static final long STACK = 1L << 30;

    private OnnxRuntime() {}

    static OrtEnvironment environment() {
        return Started.ENVIRONMENT;
    }

    /**
     * As it starts, ONNX Runtime 1.29 matches the process's command line with a regular expression that recurses for each
     * character: on an ordinary stack a class path of some ten thousand characters kills the JVM.
     */
    private static OrtEnvironment start() {
        CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
        new Thread(
                        null,
                        () -> started.completeAsync(OrtEnvironment::getEnvironment, Runnable::run),
                        "onnxruntime",
                        STACK)
                .start();
        return started.join();
    }

    /** Holds the environment. */
    private static final class Started {
        static final OrtEnvironment ENVIRONMENT = start();
    }
}
