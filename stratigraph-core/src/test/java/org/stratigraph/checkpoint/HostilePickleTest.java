package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;

/**
 * Pickles that attack, or that damage made unreadable, inside a sound zip archive. Each row: where
 * the attack is known from, the pickle, a part of the message. All are written by this test.
 */
class HostilePickleTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("pickles")
  void isRefused(int number, String source, byte[] pickle, String message) throws IOException {
    Path file = Samples.write(folder, "hostile.pth", Samples.zip(pickle));
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContainingAny("weights_only", "trust");
  }

  private static PickleBytes begin() {
    return PickleBytes.begin();
  }

  private static PickleBytes item() {
    return begin().dictionary();
  }

  private static byte[] view(long count, long offset, long[] extents, long[] strides) {
    return item().tensor("w", "0", count, offset, extents, strides).close().stop();
  }

  private static long[] of(long... values) {
    return values;
  }

  static Stream<Arguments> pickles() {
    return Stream.concat(Stream.concat(globals(), machine()), tensors());
  }

  private static Stream<Arguments> globals() {
    return Stream.of(
        row(
            1,
            "safetensors attacks/torch_ace_create.py: os.system",
            begin().global("os", "system").text("id").raw(0x85, 'R').stop(),
            "names \"os.system\""),
        row(
            2,
            "picklescan: builtins.eval, result dropped (POP)",
            begin().global("builtins", "eval").text("1").raw(0x85, 'R', '0', '}').stop(),
            "names \"builtins.eval\""),
        row(
            2,
            "picklescan: python 2 name of eval",
            begin().global("__builtin__", "eval").stop(),
            "__builtin__.eval"),
        row(
            2,
            "picklescan: STACK_GLOBAL from memo",
            begin()
                .text("posix")
                .raw('q', 0)
                .text("system")
                .raw('q', 1, 'h', 0, 'h', 1, 0x93)
                .stop(),
            "names \"posix.system\""),
        row(
            2,
            "picklescan type-confusion-exploit.pkl: STACK_GLOBAL of an integer",
            begin().integer(1).text("system").raw(0x93).stop(),
            "a global whose name is an integer"),
        row(
            2,
            "picklescan keyerror-exploit.pkl: unknown memo key",
            begin().raw('h', 7).stop(),
            "memo entry 7 is used before it is set"),
        row(
            2,
            "fickling: dotted attribute",
            begin().text("torch").text("serialization.os.system").raw(0x93).stop(),
            "torch.serialization.os.system"),
        row(2, "picklescan: INST", begin().raw('(').ascii("ios\nsystem\n").stop(), "opcode 0x69"),
        row(2, "picklescan: OBJ", begin().ascii("(o").stop(), "opcode 0x6f"),
        row(2, "fickling: EXT1", begin().raw(0x82, 1).stop(), "opcode 0x82"),
        row(2, "fickling: NEWOBJ_EX", begin().raw(0x92).stop(), "opcode 0x92"),
        row(2, "fickling: text PERSID", begin().ascii("P0\n").stop(), "opcode 0x50"),
        row(
            16,
            "whole model (Torch-Pruning README)",
            begin().global("torchvision.models.resnet", "ResNet").raw(')', 0x81).stop(),
            "torch.save(model.state_dict()"),
        row(
            2,
            "a name of the allow-list called that is no function",
            begin().global("torch", "FloatStorage").raw(')', 'R').stop(),
            "is called"),
        row(
            2,
            "string built at run time: REDUCE of text",
            begin().text("os").raw(')', 'R').stop(),
            "text is called with a tuple"));
  }

  private static Stream<Arguments> machine() {
    byte[] second = new PickleBytes().bytes(Samples.oneTensor()).bytes(begin().stop()).unfinished();
    return Stream.of(
        row(3, "picklescan: second pickle after the first", second, "bytes follow the pickle"),
        row(
            3,
            "fickling test_frame_boundary_divergence: value across a frame's end",
            new PickleBytes().raw(0x80, 4, 0x95).little(2, 8).raw('M', 1, 1).stop(),
            "crosses the end of its frame"),
        row(
            3,
            "frame beyond the end",
            new PickleBytes().raw(0x80, 4, 0x95).little(1L << 40, 8).raw('N').stop(),
            "reaches past the end"),
        row(
            3,
            "frame of negative length",
            new PickleBytes().raw(0x80, 4, 0x95).little(-1, 8).raw('N').stop(),
            "reaches past the end"),
        row(
            3,
            "frame that outlives its pickle",
            new PickleBytes().raw(0x80, 4, 0x95).little(3, 8).raw('}', '.', 'N').unfinished(),
            "ends inside its frame"),
        row(
            4,
            "GHSA-63cw-57p8-fm3p: SETITEM on a list",
            begin().raw(']').text("a").text("b").raw('s').stop(),
            "an item is set in a list"),
        row(
            4,
            "GHSA-63cw: SETITEMS on a tuple",
            begin().raw(')', '(').text("a").text("b").raw('u').stop(),
            "an item is set in a tuple"),
        row(
            4,
            "GHSA-63cw: APPEND on a dictionary",
            begin().raw('}', 'N', 'a').stop(),
            "appended to a dictionary"),
        row(
            4,
            "GHSA-63cw: APPENDS on a storage",
            begin().storage("FloatStorage", "0", 6).raw('(', 'N', 'e').stop(),
            "appended to a storage"),
        row(4, "BUILD of a list", begin().raw(']', '}', 'b').stop(), "a list is built"),
        row(
            4,
            "BUILD of a tensor",
            item().vector("w", "0", 6).raw('}', 'b').close().stop(),
            "a tensor is built"),
        row(
            2,
            "NEWOBJ that is never built, in place of the weights",
            begin().global("argparse", "Namespace").raw(')', 0x81).stop(),
            "holds a argparse.Namespace instead of a dictionary"),
        row(
            4,
            "SETITEMS with a key and no value",
            begin().raw('}', '(').text("a").raw('u').stop(),
            "key without a value"),
        row(
            4,
            "unhashable key",
            begin().raw('}', ']', 'N', 's').stop(),
            "a list as a dictionary's"),
        row(5, "pytorch #190888: stack underflow", begin().raw(0x87).stop(), "the stack has fewer"),
        row(5, "underflow below a mark", begin().raw('N', '(', 'R').stop(), "the stack has fewer"),
        row(5, "pop of an empty stack", begin().stop(), "the stack is empty"),
        row(5, "mark never opened", begin().raw('t').stop(), "never opened"),
        row(5, "values left over", begin().raw('N', 'N').stop(), "values left over"),
        row(5, "truncated", begin().raw('X', 9, 0, 0, 0, 'a').unfinished(), "it ends here"),
        row(5, "no end", begin().raw('N').unfinished(), "it ends here"),
        row(
            10,
            "string of 4 GB declared",
            begin().raw('X').little(0xffffffffL, 4).stop(),
            "a value of 4294967295 bytes"),
        row(10, "integer of 255 bytes", begin().raw(0x8a, 255).stop(), "a value of 255 bytes"),
        row(5, "bad UTF-8", begin().raw('X', 1, 0, 0, 0, 0xff).stop(), "not UTF-8"),
        row(5, "protocol 9", new PickleBytes().raw(0x80, 9, 'N').stop(), "protocol 9"),
        row(
            10,
            "fickling test_expansion_attack_analysis.py: nesting",
            begin().ascii("(".repeat(5_000)).stop(),
            "inside one another"),
        row(10, "DUP bomb", begin().raw('N').ascii("2".repeat(100)).stop(), "opcode 0x32"),
        row(
            10,
            "stack of a million values",
            begin().ascii("N".repeat(1_100_000)).stop(),
            "values on the stack"),
        row(
            10,
            "millions of steps",
            begin().raw(']').ascii("Na".repeat(2_100_000)).stop(),
            "more than 4000000 steps"),
        row(
            10,
            "memo index of 4 billion",
            begin().raw('N', 'r', 255, 255, 255, 255).stop(),
            "memo"),
        row(5, "unknown opcode", begin().raw(0xff).stop(), "opcode 0xff"));
  }

  private static Stream<Arguments> tensors() {
    return Stream.of(
        row(
            6,
            "persistent name that is no tuple",
            begin().text("storage").raw('Q').stop(),
            "not a storage"),
        row(
            6,
            "persistent name of another kind",
            begin().raw('(').text("module").raw('N', 'N', 'N', 'N', 't', 'Q').stop(),
            "not a storage"),
        row(
            6,
            "unknown storage key",
            item().vector("w", "7", 6).close().stop(),
            "no entry \"archive/data/7\""),
        row(
            6,
            "storage key with ../",
            item().vector("w", "../version", 6).close().stop(),
            "unsafe storage \"../version\""),
        row(
            7,
            "pytorch #181310: count beyond the stored bytes",
            view(7, 0, of(7), of(1)),
            "should have 28 bytes"),
        row(
            7,
            "count x size wraps to 4 (0x4000000000000001 x 4)",
            view(0x4000000000000001L, 0, of(1), of(1)),
            "a size, offset or stride of 4611686018427387905"),
        row(7, "count x size beyond 2 GiB", view(1L << 40, 0, of(1), of(1)), "more than 2 GiB"),
        row(7, "negative count", view(-6, 0, of(6), of(1)), "stride of -6"),
        row(
            8,
            "pytorch #184652: offset outside the storage",
            view(6, 6, of(1), of(1)),
            "reaches outside its storage"),
        row(8, "offset of 2^61", view(6, 1L << 61, of(6), of(1)), "reaches outside its storage"),
        row(
            8,
            "pytorch #109791: extent outside the storage",
            view(6, 0, of(7), of(1)),
            "reaches outside its storage"),
        row(
            8,
            "stride outside the storage",
            view(6, 0, of(2, 2), of(5, 1)),
            "reaches outside its storage"),
        row(8, "negative stride", view(6, 5, of(6), of(-1)), "stride of -1"),
        row(8, "negative extent", view(6, 0, of(-1), of(1)), "stride of -1"),
        row(
            8,
            "extents whose product wraps",
            view(6, 0, of(1L << 32, 1L << 32), of(0, 0)),
            "reaches outside its storage"),
        row(
            8,
            "extents that wrap before an empty one",
            view(6, 0, of(1L << 40, 1L << 40, 0), of(0, 0, 0)),
            "reaches outside its storage"),
        row(
            8,
            "zero strides: 24 bytes as a logical gigabyte",
            view(6, 0, of(1 << 28), of(0)),
            "all such copies together"),
        row(8, "axes and strides differ", view(6, 0, of(2, 3), of(1)), "2 axes with 1 strides"),
        row(
            7,
            "one storage with two types",
            item()
                .vector("a", "0", 6)
                .text("b")
                .beginRebuild()
                .storage("IntStorage", "0", 6)
                .rebuild(0, of(6), of(1))
                .close()
                .stop(),
            "storage \"0\" is 6 of torch.FloatStorage and also 6 of torch.IntStorage"),
        row(
            16,
            "complex tensor",
            item()
                .text("spectrum")
                .beginRebuild()
                .storage("ComplexFloatStorage", "0", 3)
                .rebuild(0, of(3), of(1))
                .close()
                .stop(),
            "the tensor \"spectrum\" is a torch.ComplexFloatStorage tensor"),
        row(
            16,
            "quantised tensor",
            item()
                .text("conv.weight")
                .global("torch._utils", "_rebuild_qtensor")
                .raw(')', 'R')
                .close()
                .stop(),
            "the tensor \"conv.weight\" is a quantised tensor"),
        row(
            16,
            "sparse tensor",
            item()
                .text("embedding")
                .global("torch._utils", "_rebuild_sparse_tensor")
                .raw(')', 'R')
                .close()
                .stop(),
            "the tensor \"embedding\" is a sparse tensor"),
        row(16, "a list of tensors", begin().raw(']').stop(), "holds a list instead of"),
        row(16, "no tensors", begin().raw('}').stop(), "no automatic weights were found"),
        row(
            16,
            "a tensor under a number",
            begin()
                .dictionary()
                .integer(3)
                .beginRebuild()
                .storage("FloatStorage", "0", 6)
                .rebuild(0, of(6), of(1))
                .close()
                .stop(),
            "names must be text"));
  }

  private static Arguments row(int number, String source, byte[] pickle, String message) {
    return Arguments.of(number, source, pickle, message);
  }
}
