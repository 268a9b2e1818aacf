using System.Buffers;
using Broadcast.Ingest.Media.Amf;
using CsCheck;

namespace Broadcast.Ingest.Tests.Media.Amf;

internal sealed class AmfTests
{
    private static readonly Gen<object?> Leaves = Gen.OneOf(
        Gen.Double.Select(value => (object?)value),
        Gen.Bool.Select(value => (object?)value),
        Gen.String[0, 40].Select(Whole).Select(value => (object?)value),
        Gen.Char.AlphaNumeric.Select(letter => (object?)new string(letter, 70_000)),
        Gen.Const(() => (object?)null),
        Gen.Const(() => (object?)AmfUndefined.Value),
        Gen.Select(Gen.Double, Gen.Short).Select(date => (object?)new AmfDate(date.Item1, date.Item2)));

    private static readonly Gen<object?> Values = Gen.Recursive<object?>((depth, nested) => depth > 5
        ? Leaves
        : Gen.Frequency(
            (4, Leaves),
            (1, nested.Array[0, 4].Select(items => (object?)items)),
            (1, Gen.Select(Gen.Bool, Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], nested).Array[0, 4]).Select(Object))));

    [Test]
    public void Whatever_is_written_is_read() => Values.Sample(value => Text(Read(Write(value))) == Text(value), iter: 2000);

    [TestCase("07 0001", null, TestName = "A_reference_is_read_as_null")]
    [TestCase("0D", null, TestName = "Unsupported_is_read_as_null")]
    [TestCase("0F 00000003 3C612F", "<a/", TestName = "An_XML_document_is_read_as_text")]
    [TestCase("0C 00000002 6869", "hi", TestName = "A_long_string_may_be_short")]
    public void Rarer_values_are_tolerated(string hex, object? expected)
    {
        Assert.That(Read(Hex(hex)), Is.EqualTo(expected));
    }

    [Test]
    public void An_ECMA_array_ends_with_its_marker_or_with_the_message()
    {
        var ended = (AmfObject)Read(Hex("08 00000009 0001 61 0101 0000 09"))!;
        var open = (AmfObject)Read(Hex("08 00000001 0001 61 0101"))!;

        Assert.That(ended.Members.Single(), Is.EqualTo(KeyValuePair.Create("a", (object?)true)));
        Assert.That(open.Members.Single(), Is.EqualTo(KeyValuePair.Create("a", (object?)true)));
    }

    [Test]
    public void A_typed_object_is_read_without_its_class()
    {
        var read = (AmfObject)Read(Hex("10 0001 43 0001 61 02 0001 62 0000 09"))!;

        Assert.That(read.Text("A"), Is.EqualTo("b"));
    }

    [TestCase("")]
    [TestCase("00 3FF0")]
    [TestCase("02 0005 6869")]
    [TestCase("0C FFFFFFFF 68")]
    [TestCase("03 0001 61")]
    [TestCase("0A FFFFFFFF 05")]
    [TestCase("09")]
    [TestCase("11 0601")]
    [TestCase("FF")]
    public void A_value_that_is_cut_off_or_unknown_is_a_protocol_error(string hex)
    {
        Assert.That(() => Read(Hex(hex)), Throws.TypeOf<AmfException>());
    }

    [Test]
    public void Depth_and_number_are_bounded()
    {
        byte[] deep = [.. Enumerable.Repeat<byte[]>([0x0A, 0, 0, 0, 1], 17).SelectMany(array => array), 5];
        byte[] many = [0x0A, 0, 0, 0x10, 1, .. Enumerable.Repeat((byte)5, 4097)];

        Assert.That(() => Read(deep), Throws.TypeOf<AmfException>().With.Message.Contains("deeper"));
        Assert.That(() => Read(many), Throws.TypeOf<AmfException>().With.Message.Contains("4096"));
    }

    private static object? Read(byte[] bytes)
    {
        var reader = new AmfReader(bytes);
        var value = reader.Read();
        Assert.That(reader.AtEnd);
        return value;
    }

    private static byte[] Write(object? value)
    {
        var output = new ArrayBufferWriter<byte>();
        output.WriteAmf(value);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    // Half a surrogate pair has no UTF-8 form.
    private static string Whole(string text) => string.Concat(text.Where(letter => !char.IsSurrogate(letter)));

    private static object? Object((bool IsArray, (string Name, object? Value)[] Members) source)
    {
        var target = new AmfObject { IsArray = source.IsArray };
        foreach (var (name, value) in source.Members)
            target.Add(name, value);
        return target;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        AmfUndefined => "undefined",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("X"),
        AmfDate date => $"{BitConverter.DoubleToInt64Bits(date.Milliseconds):X}Z{date.Zone}",
        AmfObject target => $"{(target.IsArray ? "array" : "object")}{{{string.Join(',', target.Members.Select(member => $"{member.Key}={Text(member.Value)}"))}}}",
        object?[] items => $"[{string.Join(',', items.Select(Text))}]",
        _ => $"{value.GetType().Name}:{value}",
    };
}
