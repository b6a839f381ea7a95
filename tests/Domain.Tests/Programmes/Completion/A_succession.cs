using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Completion.Finale;

namespace MentorshipFlow.Domain.Tests.Programmes.Completion;

/// <summary>Future curators and partners, from one programme to the next (M162).</summary>
public sealed class A_succession
{
    private static readonly Recognised.FutureCuratorNamed Curator = new(Number(0x1701), Cohort.Teacher);

    private static readonly Recognised.FuturePartnerNamed Works = new(Number(0x1702), "business", Contour.External, Words("Комбинат"));

    private static readonly Guid From = Number(0x1703);

    [Fact]
    public void Names_curators_with_a_consent_that_outlives_the_programme() =>
        Given().When(new RecognitionCommand.Recognise(Curator)).Refused(Reason.Unknown, "person-unknown", $"{Cohort.Teacher}")
            .When(new RecognitionCommand.Recognise(Curator, Praised with { Left = true }))
            .Refused(Reason.NotTakingPart, "person-left", $"{Cohort.Teacher}")
            .When(new RecognitionCommand.Recognise(Curator, Praised with { Consents = [] }))
            .Refused(Reason.ConditionsNotMet, "long-term-consent-missing", $"{Cohort.Teacher}")
            .When(new RecognitionCommand.Recognise(Curator, Praised with
            {
                Consents = [new(Number(0x823), ConsentPurpose.LongTermBase, Start, Cohort.LastDay)],
            })).Refused(Reason.ConditionsNotMet, "long-term-consent-missing", $"{Cohort.Teacher}")
            .When(new RecognitionCommand.Recognise(Curator, Praised)).Then(Curator)
            .When(new RecognitionCommand.Recognise(Curator with { Id = Number(0x1709) }, Praised)).Refused(Reason.NothingChanges)
            .When(new RecognitionCommand.VoidRecognitionFact(Curator.Id, Why)).Accepted();

    [Fact]
    public void Names_partners_of_a_known_kind_once() =>
        Given().When(new RecognitionCommand.Recognise(Works with { Kind = "none" }))
            .Refused(Reason.Unknown, "partner-kind-unknown", "/kind none")
            .When(new RecognitionCommand.Recognise(Works)).Then(Works)
            .When(new RecognitionCommand.Recognise(Works with { Id = Number(0x1709) }))
            .Refused(Reason.AlreadyRecorded, "future-partner-named", "Комбинат");

    [Fact]
    public void Is_taken_by_the_next_programme_as_candidates_and_partners()
    {
        var found = new Succession(
            [new(Cohort.Teacher, Praised), new(Cohort.Engineer, Praised with { Consents = [] }), new(Cohort.Senior, null)],
            [new(Works.Id, "business", Contour.External, Words("Комбинат")), new(Number(0x1704), "gone", Contour.External, Words("Нет"))]);
        var take = new PreparationCommand.TakeSuccession(From, _ => Number(0x1705), found);
        var taken = Cohort.Given().When(take with { Found = null }).Refused(Reason.Unknown, "programme-unknown", $"{From}")
            .When(take).Then(
                new PreparationEvent.SuccessionTaken(From, [Cohort.Teacher], [Number(0x1705)]),
                new Fact.PartnerEngaged(Number(0x1705), "business", Contour.External, Words("Комбинат")))
            .When(take).Refused(Reason.NothingChanges);

        Assert.Equal([(Cohort.Teacher, From)], taken.State.Preparation.Candidates.Select(c => (c.Key, c.Value)));
    }
}
