package org.stratigraph.checkpoint;

import java.util.List;
import java.util.Set;

/**
 * Where training programs put the weights inside a file, and what they put before the tensors'
 * names. These lists are the whole of it: nothing else is guessed.
 *
 * <ol>
 *   <li>If the outermost dictionary has an entry of {@link #TRAINED} that holds tensors, that is
 *       the network. Several of them are an error, unless they are one and the same object.
 *   <li>Otherwise, if it has an entry of {@link #AVERAGED} that holds tensors, that is the network.
 *   <li>Otherwise, if it holds tensors itself, it is the network.
 *   <li>Otherwise the same is tried inside its entries of {@link #TRAINED} and {@link #AVERAGED}.
 *   <li>Entries beside the tensors (epoch, optimizer, options, accuracy) are left out.
 *   <li>{@link #COUNTER} of an averaged model is left out.
 *   <li>Each of {@link #PREFIXES} is removed, again and again, while every name begins with it.
 *   <li>In files of the robustness library, where every name begins with {@code model.}, {@code
 *       attacker.} or {@code normalizer.}, the tensors below {@code model.} are the network.
 * </ol>
 *
 * <p>{@link Selection} overrides the first two rules.
 */
final class StateDictRules {
  /** Keys of weights as trained. */
  static final List<String> TRAINED =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model_weights",
          "model",
          "module",
          "net",
          "net_state_dict",
          "network",
          "weights",
          "params",
          "online_backbone",
          "resnet");

  /** Keys of averaged weights. */
  static final List<String> AVERAGED =
      List.of(
          "state_dict_ema",
          "ema_state_dict",
          "model_ema",
          "model_ema_state_dict",
          "model_state_dict_ema",
          "ema_model",
          "ema",
          "params_ema",
          "module_ema",
          "net_ema");

  /** Prefixes of DistributedDataParallel, torch.compile and wrapping modules. */
  static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.");

  /** The number of averaged steps, beside the network in {@code AveragedModel}. */
  static final String COUNTER = "n_averaged";

  /** What the robustness library stores beside {@link #ROBUST_MODEL}. */
  static final Set<String> ROBUST_EXTRAS = Set.of("attacker.", "normalizer.");

  /** Where the robustness library keeps the network. */
  static final String ROBUST_MODEL = "model.";

  private StateDictRules() {}
}
