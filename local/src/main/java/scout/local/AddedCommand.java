package scout.local;

import java.util.concurrent.Callable;

/**
 * A command of {@code ./scout} in a module above this one, found by {@link
 * java.util.ServiceLoader}. It has picocli's annotations and returns the exit code.
 */
public interface AddedCommand extends Callable<Integer> {}
