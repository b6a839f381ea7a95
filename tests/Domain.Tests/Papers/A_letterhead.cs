using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Papers;

/// <summary>The letterhead of an organisation, its numbers and its own templates.</summary>
public class A_letterhead
{
    private static readonly LetterheadEvent.LetterheadDescribed Described = new(
        new("Школа «Роща»"), null, new("Школьная улица, 1"), null, null, null, [new(new("Директор"), null)],
        [new(NumberedPaper.Order, new("{n}-од"))]);

    private static readonly LetterheadRoom Room = LetterheadRoom.Empty.Evolve(Described);

    [Fact]
    public void Is_described_once_in_the_same_words()
    {
        Assert.Equal(Described, Assert.Single(Accepted(LetterheadRoom.Empty, new LetterheadCommand.DescribeLetterhead(Described))));
        Assert.Equal(Reason.NothingChanges, Refused(Room, new LetterheadCommand.DescribeLetterhead(Described with
        {
            Signatories = [.. Described.Signatories], Numbering = [.. Described.Numbering],
        })).Reason);
    }

    [Theory]
    [InlineData("од", "number-form-without-place"), InlineData("{n}-{n}", "number-form-without-place")]
    public void Has_the_running_number_once_in_a_form(string form, string what) =>
        Assert.Equal(what, Refused(Room, new LetterheadCommand.DescribeLetterhead(Described with
        {
            Numbering = [new(NumberedPaper.Order, new(form))],
        })).Missing.Single().What);

    [Fact]
    public void Has_one_form_of_numbers_for_a_kind() =>
        Assert.Equal("numbering-twice", Refused(Room, new LetterheadCommand.DescribeLetterhead(Described with
        {
            Numbering = [.. Described.Numbering, .. Described.Numbering],
        })).Missing.Single().What);

    [Theory]
    [InlineData("1-од"), InlineData("8-од", "7-од", "№ 3-од", "12", "9-к"), InlineData("1-од", "-од", "x-од")]
    public void Proposes_the_number_after_the_highest_of_its_form(string next, params string[] given) =>
        Assert.Equal(next, Room.Next(NumberedPaper.Order, given.Select(n => new InstitutionalText(n)))?.Value);

    [Fact]
    public void Proposes_no_number_without_a_form() => Assert.Null(Room.Next(NumberedPaper.Letter, []));

    [Fact]
    public void Uses_an_own_template_until_it_is_removed()
    {
        var set = Accepted(Room, new LetterheadCommand.SetTemplate("letter", new string('a', 64), 9));
        var own = Room.Evolve((LetterheadEvent)set.Single());

        Assert.Equal(Reason.NothingChanges, Refused(own, new LetterheadCommand.SetTemplate("letter", new string('a', 64), 9)).Reason);
        Assert.Empty(own.Evolve((LetterheadEvent)Accepted(own, new LetterheadCommand.RemoveTemplate("letter")).Single()).Templates);
        Assert.Equal("paper-template-unknown", Refused(Room, new LetterheadCommand.RemoveTemplate("letter")).Missing.Single().What);
    }

    private static IReadOnlyList<DomainEvent> Accepted(LetterheadRoom room, LetterheadCommand command) =>
        Assert.IsType<Decision.Accepted>(room.Decide(command)).Events;

    private static Refusal Refused(LetterheadRoom room, LetterheadCommand command) =>
        Assert.IsType<Decision.Refused>(room.Decide(command)).Refusal;
}
