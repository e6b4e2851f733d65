package scout.local;

import java.util.concurrent.Callable;

/**
 * A command of {@code ./scout} that lives in a module above this one; its annotations are
 * picocli's, what it returns is the exit code. Found by {@link java.util.ServiceLoader}.
 */
public interface AddedCommand extends Callable<Integer> {}
