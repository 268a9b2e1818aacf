using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Hand;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms;

namespace Broadcast.Api.Tests.Demo.Hand;

public sealed class DemoQuestionsTests
{
    [Test]
    public void Every_product_has_a_question_that_a_room_takes_in_both_languages()
    {
        Assert.Multiple(() =>
        {
            Assert.That(DemoProgramme.Products.Where(product => DemoQuestions.About(product.Id).Count == 0), Is.Empty);
            Assert.That(DemoQuestions.All.Where(question => DraftRules.Check(question.Draft(20)).Failed), Is.Empty);
            Assert.That(DemoQuestions.All.SelectMany(question => question.Options.Prepend(question.Text)), Has.All.Match("[\\u4e00-\\u9fff].* [A-Z0-9]"));
        });
    }

    [Test]
    public void With_the_defaults_the_first_result_is_shown_within_a_minute_of_the_start()
    {
        var (demo, rooms) = (new DemoOptions(), new RoomOptions());
        var last = HandPace.Apart * (DemoProgramme.Stages.Count - 1);
        var open = rooms.ActionDelay + TimeSpan.FromSeconds(demo.QuestionSeconds) + rooms.PictureDelay;

        Assert.That(last + HandPace.FirstLead + open + (2 * HandPace.Glance), Is.LessThan(TimeSpan.FromSeconds(50)));
    }
}
