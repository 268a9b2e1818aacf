using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Tests.Spine.Errors;

internal sealed class ResultTests
{
    [Test]
    public void A_value_is_no_failure()
    {
        Result<int> result = 0;

        Assert.That((result.Failed, result.Value, result.Error), Is.EqualTo((false, 0, (Error?)null)));
    }

    [Test]
    public void An_error_is_a_failure_without_a_value()
    {
        Result<string> result = UnknownErrors.Stage;

        Assert.That((result.Failed, result.Value, result.Error), Is.EqualTo((true, (string?)null, UnknownErrors.Stage)));
    }

    [Test]
    public void A_more_exact_message_leaves_the_code_the_kind_and_the_remedy_as_they_are()
    {
        var exact = UnknownErrors.Stage.With("There is no stage gushi.");

        Assert.That(exact, Is.EqualTo(new Error(UnknownErrors.Stage.Code, "There is no stage gushi.", UnknownErrors.Stage.Kind, UnknownErrors.Stage.Remedy)));
    }
}
