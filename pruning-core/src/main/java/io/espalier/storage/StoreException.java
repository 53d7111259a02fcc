package io.espalier.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A storage that cannot be used. The message reads {@code Cannot write <path or address>: <reason>}. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreException(String verb, String thing, String reason) {
        super("Cannot " + verb + " " + thing + ": " + reason);
    }

    private StoreException(String verb, String thing, Exception cause) {
        super("Cannot " + verb + " " + thing + ": " + reason(cause), cause);
    }

    /** The same failure, with a message that says what was being done; itself if it is one already. */
    public static StoreException because(String verb, String thing, Exception cause) {
        return cause instanceof StoreException clear ? clear : new StoreException(verb, thing, cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "a file of that name already exists";
        }
        if (cause instanceof ReadOnlyFileSystemException) {
            return "read-only file system";
        }
        return decapitalised(cause instanceof FileSystemException e ? e.getReason() : cause.getMessage(), cause);
    }

    private static String decapitalised(@Nullable String text, Exception cause) {
        return text == null || text.isEmpty()
                ? cause.getClass().getSimpleName()
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
