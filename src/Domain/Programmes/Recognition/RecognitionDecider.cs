using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes.Recognition;

/// <summary>Rules of the recognition room.</summary>
public static class RecognitionDecider
{
    private const int MostPersons = 5000;
    private const int MostAttendance = 1_000_000;
    private const int LastPlace = 100;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, RecognitionCommand command, Issued issued, Definition definition) => command switch
    {
        RecognitionCommand.Recognise { Fact: var fact } when state.Recognition.Seen.Contains(fact.Id) =>
            new Refusal(Reason.AlreadyRecorded, "fact-recorded", $"{fact.Id}"),
        RecognitionCommand.Recognise { Fact: Recognised.FutureCuratorNamed f } c => Curator(state, f, c.Standing, issued, definition),
        RecognitionCommand.Recognise { Fact: var fact } => Check(state, fact, issued, definition) is { } no ? no : fact,
        RecognitionCommand.RemoveNameFromPublication c =>
            state.Recognition.Facts.GetValueOrDefault(c.Publication) is not Recognised.ResultsPublished publication
                ? Decision.Unknown("publication", $"{c.Publication}")
            : !publication.Named.Contains(c.Person) ? Reason.NothingChanges
            : new RecognitionEvent.NameRemovedFromPublication(c.Publication, c.Person),
        RecognitionCommand.VoidRecognitionFact c => state.Recognition.Facts.ContainsKey(c.Fact)
            ? new RecognitionEvent.RecognitionFactVoided(c.Fact, c.Reason)
            : Decision.Unknown("fact", $"{c.Fact}"),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>Persons named in a publication without a consent to it in force on a day.</summary>
    public static IEnumerable<Missing> Unconsented(Programme state, Recognised.ResultsPublished publication, DateOnly day) =>
        publication.Named
            .Where(p => !state.Participants.ConsentsTo(p, ConsentPurpose.Publication, day))
            .Order().Select(p => new Missing("publication-consent-missing", $"{p}"));

    private static Refusal? Check(Programme state, Recognised fact, Issued issued, Definition definition) => fact switch
    {
        Recognised.EncouragementOrdered f => Orders.Lacks(state, f.Order, definition) ?? Known(state, f.Persons, 1),
        Recognised.ThankYouLetterIssued f => Partner(state, f.Partner) ?? ParticipantDecider.InForce(state, f.Document),
        Recognised.FinalEventOrdered f => Orders.Lacks(state, f.Order, definition),
        Recognised.FinalEventHeld f => Dates.OfFact(f.On, issued.AsOf)
            ?? (f.Attendance is < 0 or > MostAttendance ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/attendance") : null)
            ?? ParticipantDecider.InForce(state, f.Document),
        Recognised.CompetitionHeld f =>
            Dates.OfFact(f.On, issued.AsOf) ?? Places(state, f) ?? ParticipantDecider.InForce(state, f.Document),
        Recognised.ResultsPublished f => Dates.OfFact(f.On, issued.AsOf) ?? Address(f) ?? Site(state, f) ?? Known(state, f.Named, 0)
            ?? ParticipantDecider.Unmet(Reason.ConditionsNotMet, Unconsented(state, f, f.On))
            ?? ParticipantDecider.InForce(state, f.Document),
        Recognised.FuturePartnerNamed f => FactRules.KindOfPartner(f.Kind, f.Contour, definition)
            ?? (state.Recognition.Of<Recognised.FuturePartnerNamed>().Any(p => p.Title == f.Title)
                ? new Refusal(Reason.AlreadyRecorded, "future-partner-named", f.Title.Value)
                : null),
        Recognised.BestPracticeCollected f => f.Form is { } form && definition.Form(form) is null
            ? new(Reason.Unknown, "form-unknown", form)
            : ParticipantDecider.InForce(state, f.Document),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static Decision Curator(
        Programme state, Recognised.FutureCuratorNamed f, PersonStatus? standing, Issued issued, Definition definition) =>
        Officers.Refuse(f.Person, standing) is { } unfit ? unfit
        : state.Recognition.Of<Recognised.FutureCuratorNamed>().Any(c => c.Person == f.Person) ? Reason.NothingChanges
        : standing!.Counting(ConsentPurpose.LongTermBase, issued.EffectiveOn)
            .Any(c => c.ValidUntil > SchoolYear.LastDay(state.Charter!.SchoolYear, definition.Parameters.SchoolYearStartMonth))
            ? f
            : new Refusal(Reason.ConditionsNotMet, "long-term-consent-missing", $"{f.Person}");

    private static Refusal? Known(Programme state, IReadOnlyList<Guid> persons, int least) =>
        persons.Count < least ? new(Reason.ValueOutOfRange, "persons-empty", "0")
        : persons.Count > MostPersons ? new(Reason.ValueOutOfRange, "persons-too-many", $"{MostPersons}")
        : persons.Distinct().Count() < persons.Count ? new(Reason.ValueOutOfRange, "persons-doubled", "/persons")
        : ParticipantDecider.Unmet(Reason.Unknown, persons.Where(p => !state.Participants.Knows(p) && !state.Officers.Contains(p))
            .Select(p => new Missing("participant-unknown", $"{p}")));

    private static Refusal? Places(Programme state, Recognised.CompetitionHeld f) =>
        f.Places.Count == 0 || f.Places.Any(p => p.Place is < 1 or > LastPlace)
            ? new(Reason.ValueOutOfRange, "place-out-of-range", "/places")
        : f.Places.Any(p => (p.Persons.Count > 1) != (f.Nomination == Nomination.BestPair))
            ? new(Reason.ValueOutOfRange, "place-of-another-nomination", Kebab.Of($"{f.Nomination}"))
        : Known(state, [.. f.Places.SelectMany(p => p.Persons)], 1);

    private static Refusal? Address(Recognised.ResultsPublished f) =>
        Uri.TryCreate(f.Url.Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? null
            : new(Reason.ValueOutOfRange, "url-invalid", "/url");

    private static Refusal? Site(Programme state, Recognised.ResultsPublished f) =>
        (f.Site == PublicationSite.Partner) != f.Partner is not null
            ? new(Reason.ValueOutOfRange, "partner-of-another-site", Kebab.Of($"{f.Site}"))
        : f.Partner is { } partner ? Partner(state, partner)
        : null;

    private static Refusal? Partner(Programme state, Guid partner) =>
        state.Preparation.Facts.GetValueOrDefault(partner) is Fact.PartnerEngaged
            ? null
            : new(Reason.Unknown, "partner-unknown", $"{partner}");
}
