using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class An_erasure
{
    private static readonly Guid Case = Number(0x901);
    private static readonly DateOnly Due = Today.AddDays(30);
    private static readonly ErasureEvent.ErasureRequested Requested =
        new(Case, ErasureGround.ConsentWithdrawn, Today, Due, "withdrawal-30");
    private static readonly ErasureEvent.ErasureAssessed Assessed =
        new(Case, ErasureDecision.EraseAll, new("ст. 21"), Enum.GetValues<ErasureCategory>(), null);
    private static readonly ErasureCommand.CarryOutErasure Erase = new(Case, [new("keys.data_keys", 1)]);

    [Fact]
    public void Has_request_assessment_destruction_and_act_once_each_in_this_order() =>
        PersonStory.Given(AgeBand.TenToThirteen)
            .When(Erase).Refused(Reason.Unknown, ("erasure-case-unknown", Case))
            .When(new ErasureCommand.RequestErasure(Case, ErasureGround.ConsentWithdrawn, Today, Due, "withdrawal-30")).Then(Requested)
            .When(new ErasureCommand.RequestErasure(Number(0x902), ErasureGround.SubjectDemand, Today, Due, "demand-7"))
            .Refused(Reason.ErasureCaseOpen, ("erasure-case-open", Case))
            .When(Erase).Refused(Reason.ErasureNotAssessed, ("erasure-not-assessed", Case))
            .When(new ErasureCommand.AssessErasure(Case, ErasureDecision.EraseAll, new("ст. 21"), [], null)).Then(Assessed)
            .When(new ErasureCommand.AssessErasure(Case, ErasureDecision.Refuse, new("ст. 6"), [], null))
            .Refused(Reason.AlreadyRecorded, ("erasure-assessed", Case))
            .When(Act()).Refused(Reason.ErasureNotDone, ("erasure-not-done", Case))
            .When(Erase).Accepted().Stands(s => Assert.Equal(ErasureStatus.ErasedInTerm, s.Erasure))
            .When(Erase).Refused(Reason.AlreadyRecorded, ("erasure-done", Case))
            .When(Act()).Accepted()
            .When(Act()).Refused(Reason.AlreadyRecorded, ("erasure-act-filed", Case))
            .When(new ErasureCommand.RequestErasure(Number(0x902), ErasureGround.SubjectDemand, Today, Due, "demand-7"))
            .Refused(Reason.PersonErased, ("erasure-done", Case))
            .When(new ConsentCommand.RestrictProcessing()).Refused(Reason.PersonErased, ("erasure-done", Case));

    [Fact]
    public void Done_after_its_term_has_the_status_late() =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested, Assessed).On(Due.AddDays(1)).When(Erase).Accepted()
            .Stands(s => Assert.Equal(ErasureStatus.ErasedLate, s.Erasure));

    [Fact]
    public void Refused_under_an_article_leaves_the_person_unchanged() =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested)
            .When(new ErasureCommand.AssessErasure(Case, ErasureDecision.Refuse, new("ст. 6"), [], null)).Accepted()
            .Stands(s => Assert.Equal(ErasureStatus.Refused, s.Erasure))
            .When(Erase).Refused(Reason.ErasureRefused, ("erasure-refused", Case));

    [Fact]
    public void Of_a_part_needs_some_but_not_all_categories()
    {
        var story = PersonStory.Given(AgeBand.TenToThirteen, Requested);

        story.When(Assess()).Refused(Reason.ValueOutOfRange, ("categories-not-a-part", Case));
        story.When(Assess(Enum.GetValues<ErasureCategory>())).Refused(Reason.ValueOutOfRange, ("categories-not-a-part", Case));
        story.When(Assess(ErasureCategory.Texts)).Accepted().When(Erase).Accepted().Stands(s => Assert.False(s.Erased));

        static ErasureCommand Assess(params ErasureCategory[] categories) =>
            new ErasureCommand.AssessErasure(Case, ErasureDecision.Partial, new("ст. 21"), categories, null);
    }

    [Theory]
    [InlineData(0, ErasureStatus.PartlyErasedInTerm)]
    [InlineData(1, ErasureStatus.PartlyErasedLate)]
    public void Of_a_part_changes_the_status_when_its_act_is_filed(int daysLate, ErasureStatus told) =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested,
            Assessed with { Decision = ErasureDecision.Partial, Categories = [ErasureCategory.Texts] })
            .On(Due.AddDays(daysLate))
            .When(Erase).Accepted().Stands(s => Assert.Equal(ErasureStatus.Open, s.Erasure))
            .When(Act()).Accepted().Stands(s => Assert.Equal((told, false), (s.Erasure, s.Erased)));

    [Fact]
    public void Decides_every_mention_of_the_person_F41()
    {
        FoundMention entry = new(Number(0x951), MentionKind.LedgerEntry, "document_registered 41 /title");
        FoundMention text = new(Number(0x952), MentionKind.OrganisationText, "stage_returned 42 text x");
        FoundMention later = new(Number(0x953), MentionKind.TextAboutAnother, "text y");
        MentionDecision kept = new(entry.Id, MentionFate.Kept, Words("ст. 6"));
        MentionDecision gone = new(text.Id, MentionFate.Destroyed);
        var story = PersonStory.Given(AgeBand.TenToThirteen, Requested);

        story.When(Assess()).Refused(Reason.ErasureMentionsUndecided, ("mention-undecided", entry.Id), ("mention-undecided", text.Id));
        story.When(Assess(kept with { Ground = null }, gone))
            .Refused(Reason.ErasureMentionsUndecided, ("mention-ground-missing", entry.Id));
        story.When(Assess(kept with { Fate = MentionFate.Destroyed }, gone))
            .Refused(Reason.ErasureMentionsUndecided, ("mention-not-destroyable", entry.Id));
        story.When(Assess(kept, gone, new(Case, MentionFate.SomebodyElse))).Refused(Reason.Unknown, ("mention-unknown", Case));

        story = story.When(Assess(kept, gone)).Accepted();
        // The text is gone meanwhile, and another has come.
        story.When(Erase with { Found = [entry, later] }).Refused(Reason.ErasureMentionsUndecided, ("mention-undecided", later.Id));
        var erased = story.When(Erase with { Found = [entry, later], Mentions = [new(later.Id, MentionFate.SomebodyElse)] }).Accepted();
        Assert.Equal([(entry.Id, MentionFate.Kept), (later.Id, MentionFate.SomebodyElse)],
            erased.State.Erasure.Whole!.Erased!.Mentions!.Select(m => (m.Id, m.Fate)));

        ErasureCommand.AssessErasure Assess(params MentionDecision[] decisions) =>
            new(Case, ErasureDecision.EraseAll, new("ст. 21"), [], null, decisions, [entry, text]);
    }

    [Fact]
    public void Is_overdue_from_the_day_after_its_term_until_it_is_done_or_refused()
    {
        var open = new ErasureCase(Requested);

        Assert.False(open.OverdueOn(Due));
        Assert.True(open.OverdueOn(Due.AddDays(1)));
        Assert.False((open with { Assessed = Assessed with { Decision = ErasureDecision.Refuse } }).OverdueOn(Due.AddDays(1)));
    }

    private static ErasureCommand.FileErasureAct Act() => new(Case, new("7"), new('4', 64), new('5', 64), Due, Due, Due);
}
