using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.TestPicture;

internal static class TestPictureErrors
{
    public static readonly Error SourceThere = new("test_picture.source", "An encoder sends to this stage already.", ErrorKind.Conflict, "Stop the encoder first, or do without a test picture.");

    public static readonly Error TooMany = new("test_picture.too_many", $"At most {TestPictures.Most} test pictures are shown at a time.", ErrorKind.Conflict, "Stop one of another stage first.");

    public static readonly Error Ending = new("test_picture.ending", "The test picture of this stage is just ending.", ErrorKind.Conflict, "Try again in a second.");
}
