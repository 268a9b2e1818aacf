using System.Buffers.Binary;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Flow;

namespace Broadcast.Ingest.Tests.Sources.Flow;

internal sealed class SourceFlowTests
{
    private static readonly byte[] Avc = [0x17, 0, 0, 0, 0, 1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 1, 0x67, 1, 0, 1, 0x68];
    private static readonly byte[] OtherAvc = [0x17, 0, 0, 0, 0, 1, 0x4d, 0, 0x1f, 0xff, 0xe1, 0, 1, 0x67, 1, 0, 1, 0x68];
    private static readonly byte[] Aac = [0xAF, 0, 0x11, 0x90];
    private readonly List<FeedStep> _steps = [];
    private SourceFlow _flow = null!;
    private DateTimeOffset _now;

    [SetUp]
    public void Begin()
    {
        _flow = new SourceFlow(new SourceOptions());
        _now = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        _steps.Clear();
    }

    [Test]
    public void A_run_begins_at_the_first_IDR_with_both_headers_in_front()
    {
        Open();
        Picture(100, idr: false);
        Picture(140, idr: true);
        Picture(180, idr: false);

        Assert.That(_steps.Select(step => step.Kind), Is.EqualTo([FeedStepKind.Begin, FeedStepKind.Write, FeedStepKind.Write, FeedStepKind.Write, FeedStepKind.Write]));
        Assert.That(_steps[1].Tag.Body.ToArray(), Is.EqualTo(Avc));
        Assert.That(_steps[2].Tag.Body.ToArray(), Is.EqualTo(Aac));
        Assert.That(_steps.Skip(3).Select(step => step.Tag.Timestamp), Is.EqualTo([0, 40]));
        Assert.That(_flow.Discarded, Is.EqualTo(1));
    }

    [Test]
    public void A_source_that_does_not_speak_of_audio_is_waited_for_two_seconds()
    {
        Send(MediaKind.Video, 0, Avc);
        Frames(0, 2000);
        Assert.That(_steps, Is.Empty);

        Frames(2000, 1040);

        Assert.That(_steps[0].Format!.SourceHasAudio, Is.False);
        Assert.That(_steps.Count(step => step.Tag.Kind == MediaKind.Audio), Is.GreaterThan(40));
    }

    [Test]
    public void A_source_that_says_it_has_no_audio_is_not_waited_for()
    {
        Send(MediaKind.Data, 0, [2, 0, 10, .. "onMetaData"u8, 8, 0, 0, 0, 1, 0, 12, .. "videocodecid"u8, 0, 0x40, 0x1c, 0, 0, 0, 0, 0, 0, 0, 0, 9]);
        Send(MediaKind.Video, 0, Avc);
        Picture(0, idr: true);

        Assert.That(_steps[0].Kind, Is.EqualTo(FeedStepKind.Begin));
    }

    [Test]
    public void Audio_that_appears_later_begins_a_new_run()
    {
        Send(MediaKind.Video, 0, Avc);
        Frames(0, 3040);
        Send(MediaKind.Audio, 3040, Aac);
        Frames(3040, 1000);

        Assert.That(_steps.Where(step => step.Kind is FeedStepKind.Begin).Select(step => step.Format!.SourceHasAudio), Is.EqualTo([false, true]));
        Assert.That(_steps.Single(step => step.Kind is FeedStepKind.End).Reason, Is.EqualTo("audio-format"));
    }

    [Test]
    public void A_repeated_header_changes_nothing_and_another_one_begins_a_new_run()
    {
        Open();
        Frames(0, 1000);
        Send(MediaKind.Video, 1000, Avc);
        Send(MediaKind.Audio, 1000, Aac);
        Frames(1000, 1000);
        Assert.That(_steps.Count(step => step.Kind == FeedStepKind.Begin), Is.EqualTo(1));

        Send(MediaKind.Video, 2000, OtherAvc);
        Frames(2000, 1000);

        Assert.That(_steps.Count(step => step.Kind == FeedStepKind.Begin), Is.EqualTo(2));
        Assert.That(_steps.Single(step => step.Kind is FeedStepKind.End).Reason, Is.EqualTo("video-format"));
    }

    [TestCase(90_000_000)]
    [TestCase(-1500)]
    public void A_leap_of_the_clock_begins_a_new_run_from_zero(int leap)
    {
        Open();
        Frames(5000, 2000);
        var before = _steps.Count;
        Frames(7000 + leap, 1000);

        Assert.That(_steps[before].Reason, Is.EqualTo("timestamps"));
        Assert.That(_steps[before + 1].Kind, Is.EqualTo(FeedStepKind.Begin));
        Assert.That(_steps.Skip(before + 4).First(step => step.Picture is not null).Tag.Timestamp, Is.Zero);
    }

    [Test]
    public void A_hole_that_was_not_waited_through_begins_a_new_run()
    {
        Open();
        Frames(0, 2000);
        Frames(4000, 1000);

        Assert.That(Ends, Is.EqualTo(["timestamps"]));
        Assert.That(_steps[^1].Tag.Timestamp, Is.EqualTo(960));
    }

    [Test]
    public void A_hole_that_was_waited_through_stays_in_the_run()
    {
        Open();
        Frames(0, 2000);
        _now += TimeSpan.FromSeconds(2);
        Frames(4000, 1000);

        Assert.That(Ends, Is.Empty);
        Assert.That(_steps[^1].Tag.Timestamp, Is.EqualTo(4960));
    }

    [Test]
    public void Parameter_sets_that_change_inside_the_pictures_begin_a_new_run_with_a_header_of_theirs()
    {
        Open();
        Frames(0, 1000);
        PictureWithSets(1000, [0x67, 0x64, 0, 0x28, 7], [0x68, 8]);
        PictureWithSets(2000, [0x67, 0x64, 0, 0x28, 7], [0x68, 8]);
        Send(MediaKind.Video, 2500, Avc);
        PictureWithSets(3000, [0x67, 0x64, 0, 0x28, 7], [0x68, 8]);

        Assert.That(Ends, Is.EqualTo(["video-format"]), "and the repeated old header begins none");
        Assert.That(_steps.Last(step => step.Kind == FeedStepKind.Begin).Format!.Avc.ToArray(),
            Is.EqualTo(new byte[] { 1, 0x64, 0, 0x28, 0xFF, 0xE1, 0, 5, 0x67, 0x64, 0, 0x28, 7, 1, 0, 2, 0x68, 8 }));
    }

    [Test]
    public void Parameter_sets_that_only_repeat_the_header_change_nothing()
    {
        Open();
        Frames(0, 1000);
        PictureWithSets(1000, [0x67], [0x68]);
        PictureWithSets(2000, [0x67], null);

        Assert.That(Ends, Is.Empty);
    }

    [Test]
    public void A_picture_counts_as_an_IDR_by_its_content_whatever_its_flag_says()
    {
        Open();
        Picture(0, idr: false, flag: 0x17);
        Assert.That(_steps, Is.Empty);

        Picture(40, idr: true, flag: 0x27);

        Assert.That(_steps[^1].Independent);
        Assert.That(_steps[^1].Tag.Body.Span[0], Is.EqualTo(0x17));
    }

    [Test]
    public void Empty_units_are_removed_and_broken_pictures_are_passed_over_to_the_next_IDR()
    {
        Open();
        Picture(0, idr: true);
        Send(MediaKind.Video, 40, [0x27, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x41, 9]);
        Assert.That(_steps[^1].Tag.Body.ToArray(), Is.EqualTo(new byte[] { 0x27, 1, 0, 0, 0, 0, 0, 0, 2, 0x41, 9 }));
        var before = _steps.Count;

        Send(MediaKind.Video, 80, [0x27, 1, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0x41, 9]);
        Picture(120, idr: false);
        Assert.That(_steps, Has.Count.EqualTo(before));
        Picture(160, idr: true);

        Assert.That(_steps[^1].Tag.Timestamp, Is.EqualTo(160));
    }

    [Test]
    public void After_a_stall_what_the_uplink_held_back_is_passed_over()
    {
        Open();
        Frames(0, 2000);
        // Three seconds of nothing, then these three seconds at once, then on as before.
        _now += TimeSpan.FromSeconds(3);
        var before = _steps.Count;
        for (var time = 2000; time < 5000; time += 40)
            Picture(time, idr: time % 1000 == 0);
        Assert.That(_steps.Skip(before).Count(step => step.Picture is not null), Is.Zero);
        Frames(5000, 1000);

        var back = _steps.Skip(before).First(step => step.Picture is not null);
        Assert.That(back.Independent);
        Assert.That(_steps.Skip(before).Count(step => step.Picture is not null), Is.EqualTo(25));
    }

    [Test]
    public void A_source_that_stays_late_is_accepted_as_it_is()
    {
        Open();
        Frames(0, 2000);
        _now += TimeSpan.FromSeconds(10);
        var before = _steps.Count;
        Frames(2000, 10_000);

        Assert.That(_steps.Skip(before).Count(step => step.Picture is not null), Is.InRange(75, 150));
    }

    [Test]
    public void Processes_that_keep_dying_are_started_ever_more_slowly()
    {
        Open();
        for (var second = 0; second < 60; second++)
        {
            Frames(second * 1000, 1000);
            _flow.RunLost(_now);
        }

        Assert.That(_steps.Count(step => step.Kind == FeedStepKind.Begin), Is.InRange(10, 20));
    }

    [TestCase(MediaKind.Video, 0x12, "video-codec")]
    [TestCase(MediaKind.Video, 0x90, "video-codec")]
    [TestCase(MediaKind.Audio, 0x2F, "audio-codec")]
    public void Other_codecs_are_refused(MediaKind kind, byte head, string reason)
    {
        Send(kind, 0, [head, 1, 0, 0, 0, 1, 2, 3]);

        Assert.That(_steps.Single().Kind, Is.EqualTo(FeedStepKind.Refuse));
        Assert.That(_steps.Single().Reason, Is.EqualTo(reason));
    }

    [Test]
    public void Messages_without_content_are_ignored()
    {
        foreach (var kind in new[] { MediaKind.Audio, MediaKind.Video, MediaKind.Data })
            Send(kind, 0, []);
        Send(MediaKind.Audio, 0, [0xAF, 1]);
        Send(MediaKind.Video, 0, [0x17, 1, 0, 0, 0]);
        Send(MediaKind.Video, 0, [0x17, 2, 0, 0, 0]);

        Assert.That(_steps, Is.Empty);
    }

    private void Open()
    {
        Send(MediaKind.Video, 0, Avc);
        Send(MediaKind.Audio, 0, Aac);
    }

    /// <summary>Pictures at 25 a second with an IDR each second, received as they are made.</summary>
    private void Frames(long from, int length)
    {
        for (var time = 0; time < length; time += 40)
        {
            Picture(from + time, idr: time % 1000 == 0);
            _now += TimeSpan.FromMilliseconds(40);
        }
    }

    private void Picture(long time, bool idr, byte? flag = null)
    {
        var body = new byte[5 + 4 + 3];
        body[0] = flag ?? (byte)(idr ? 0x17 : 0x27);
        body[1] = 1;
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(5), 3);
        body[9] = (byte)(idr ? 0x65 : 0x41);
        Send(MediaKind.Video, time, body);
    }

    private IEnumerable<string> Ends => _steps.Where(step => step.Kind == FeedStepKind.End).Select(step => step.Reason);

    private void PictureWithSets(long time, byte[] sps, byte[]? pps)
    {
        byte[] sets = pps is null ? [0, 0, 0, (byte)sps.Length, .. sps] : [0, 0, 0, (byte)sps.Length, .. sps, 0, 0, 0, (byte)pps.Length, .. pps];
        Send(MediaKind.Video, time, [0x17, 1, 0, 0, 0, .. sets, 0, 0, 0, 3, 0x65, 1, 2]);
        _now += TimeSpan.FromSeconds(1);
    }

    private void Send(MediaKind kind, long time, byte[] body)
    {
        var message = new MediaMessage(kind, time, body);
        _flow.Accept(new StampedMessage(message, FlvUnit.Parse(message), _now), _now, _steps);
    }
}
