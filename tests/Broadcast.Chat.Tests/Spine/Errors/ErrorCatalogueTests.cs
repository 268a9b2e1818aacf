using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Tests.Spine.Errors;

internal sealed class ErrorCatalogueTests
{
    private static readonly Error One = new("test.one", "One.", ErrorKind.Invalid, "Mend it.");

    [Test]
    public void It_has_the_errors_of_all_lists_in_their_order() =>
        Assert.That(ErrorCatalogue.Of(typeof(Second), typeof(First)).Select(error => error.Code), Is.EqualTo(["test.two", "test.one"]));

    [Test]
    public void An_error_that_two_lists_share_is_there_once() =>
        Assert.That(ErrorCatalogue.Of(typeof(First), typeof(Sharing)).Select(error => error.Code), Is.EqualTo(["test.one"]));

    private static class First
    {
        public static readonly Error Public = One;

        /// <summary>No error, and so in no catalogue.</summary>
        public static readonly string Text = "text";

        internal static readonly Error Hidden = One with { Code = "test.hidden" };
    }

    private static class Second
    {
        public static readonly Error Public = One with { Code = "test.two" };
    }

    private static class Sharing
    {
        public static readonly Error Public = One;
    }
}
