package io.espalier.spark.cli;

/** A sweep ended before all of it was done; the message says why, and with which command it goes on. */
final class UnfinishedException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfinishedException(Throwable cause, String command) {
        super(Complaint.of(cause).text() + "\n" + howToGoOn(command), cause);
    }

    static String howToGoOn(String command) {
        return "Finished work is kept. To resume:\n  " + command;
    }
}
