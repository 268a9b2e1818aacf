using Broadcast.Ingest.Monitor;
using CsCheck;

namespace Broadcast.Ingest.Tests.Monitor;

internal sealed class PictureJudgeTests
{
    private const int Cells = MonitorArguments.GrayWidth * MonitorArguments.GrayHeight;
    private static readonly Gen<byte[]> Pictures = Gen.Byte.Array[Cells];
    private PictureJudge _judge;

    [SetUp]
    public void SetUp() => _judge = new PictureJudge();

    [Test]
    public void Before_the_first_picture_nothing_is_known() =>
        Assert.That((_judge.Blackness, _judge.Still), Is.EqualTo(((double?)null, (TimeSpan?)null)));

    [Test]
    public void Blackness_is_the_part_of_dark_cells() =>
        Gen.Int[0, Cells].Sample(dark =>
        {
            var judge = new PictureJudge();
            judge.Accept([.. Enumerable.Repeat((byte)16, dark), .. Enumerable.Repeat((byte)90, Cells - dark)], TimeSpan.Zero);
            return judge.Blackness == (double)dark / Cells;
        });

    [Test]
    public void A_picture_with_the_noise_of_coding_stands_still_for_as_long_as_it_is_shown() =>
        Gen.Select(Pictures, Gen.Int[-1, 1].Array[Cells].List[1, 8]).Sample((picture, noises) =>
        {
            var judge = new PictureJudge();
            judge.Accept(picture, TimeSpan.FromSeconds(5));
            for (var i = 0; i < noises.Count; i++)
                judge.Accept([.. picture.Zip(noises[i], (cell, noise) => (byte)Math.Clamp(cell + noise, 0, 255))], TimeSpan.FromSeconds(7 + 2 * i));
            return judge.Still == TimeSpan.FromSeconds(2 * noises.Count);
        });

    [Test]
    public void A_change_ends_the_standstill() =>
        Gen.Select(Pictures, Gen.Int[0, Cells - 3]).Sample((picture, cell) =>
        {
            var judge = new PictureJudge();
            judge.Accept(picture, TimeSpan.Zero);
            judge.Accept(picture, TimeSpan.FromSeconds(20));
            var changed = picture.ToArray();
            foreach (var one in (int[])[cell, cell + 1, cell + 2])
                changed[one] ^= 0x40;
            judge.Accept(changed, TimeSpan.FromSeconds(22));
            return judge.Still == TimeSpan.Zero;
        });

    [Test]
    public void A_slow_pan_is_no_standstill()
    {
        for (var second = 0; second < 30; second++)
            _judge.Accept([.. Enumerable.Repeat((byte)(60 + second), Cells)], TimeSpan.FromSeconds(second));

        Assert.That(_judge.Still, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(4)));
    }
}
