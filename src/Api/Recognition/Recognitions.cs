using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;

namespace MentorshipFlow.Api.Recognition;

/// <summary>Поощрения, письма, итоговое мероприятие, конкурсы, публикации и лучшие практики (M164, M169 to M174).</summary>
public sealed class Recognitions : UseCase
{
    /// <param name="Order">Id of the registered order.</param>
    /// <param name="Persons">Ids of participants or officers.</param>
    public sealed record Encouragement(Guid Order, IReadOnlyList<Guid> Persons, Guid? Id = null) : Dated;

    /// <param name="Partner">Id of the fact that the partner was engaged.</param>
    /// <param name="Document">Id of the registered letter.</param>
    public sealed record Letter(Guid Partner, Guid Document, Guid? Id = null) : Dated;

    /// <param name="Order">Id of the registered order.</param>
    public sealed record EventOrder(Guid Order, Guid? Id = null) : Dated;

    public sealed record FinalEvent(DateOnly On, int? Attendance = null, Guid? Document = null, Guid? Id = null) : Dated;

    /// <param name="Document">Id of the registered protocol.</param>
    public sealed record Competition(
        Nomination Nomination, DateOnly On, IReadOnlyList<CompetitionPlace> Places, Guid? Document = null, Guid? Id = null) : Dated;

    /// <param name="Partner">For a partner's site: id of the fact that the partner was engaged.</param>
    /// <param name="Named">Ids of the persons that the publication names; empty for an anonymous one.</param>
    public sealed record Publication(
        DateOnly On, InstitutionalText Url, PublicationSite Site, Guid? Partner = null, IReadOnlyList<Guid>? Named = null,
        Guid? Document = null, Guid? Id = null) : Dated;

    public sealed record Practice(InstitutionalText Title, string? Form = null, Guid? Document = null, Guid? Id = null) : Dated;

    public sealed record Removal(Guid Person) : Dated;

    public sealed record FutureCurator(Guid Person, Guid? Id = null) : Dated;

    /// <param name="Kind">Code of the definition's contour.</param>
    public sealed record FuturePartner(string Kind, Contour Contour, InstitutionalText Title, Guid? Id = null) : Dated;

    /// <param name="Programme">An earlier programme of the organisation.</param>
    public sealed record Taking(Guid Programme) : Dated;

    /// <param name="Programme">The programme that named the person.</param>
    public sealed record Candidate(Guid Person, Guid Programme);

    /// <param name="Kind">The event's name, such as <c>results_published</c>.</param>
    public sealed record Fact(Guid Id, string Kind, object Recorded);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/recognition", About("listRecognition", "Recognition",
            "Orders, letters, the final event, competitions, publications and practices that count, in the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Fact>), Query = Page.Query,
        }, (http, found) => Page.Answer(http, found.State.Recognition.Facts
            .Select(f => new Fact(f.Key, Ledger.EventCodec.NameOf(f.Value), f.Value)), f => f.Id));

        Recognise<Encouragement>(routes, "encouragements", About("orderEncouragement", "Record an encouragement",
            "By a registered order, with the persons.") with { Example = new Encouragement(Samples.Document, [Samples.Person]) },
            (id, r) => new Recognised.EncouragementOrdered(r.Id ?? id, r.Order, r.Persons));

        Recognise<Letter>(routes, "letters", About("issueThankYouLetter", "Record a letter of thanks", "To an engaged partner.")
            with { Example = new Letter(Samples.Person, Samples.Document) },
            (id, r) => new Recognised.ThankYouLetterIssued(r.Id ?? id, r.Partner, r.Document));

        Recognise<EventOrder>(routes, "final-event-orders", About("orderFinalEvent", "Record the order of the final event",
            "A registered order.") with { Example = new EventOrder(Samples.Document) },
            (id, r) => new Recognised.FinalEventOrdered(r.Id ?? id, r.Order));

        Recognise<FinalEvent>(routes, "final-events", About("holdFinalEvent", "Record the final event", "With its attendance.")
            with { Example = new FinalEvent(new(2022, 5, 27), 120) },
            (id, r) => new Recognised.FinalEventHeld(r.Id ?? id, r.On, r.Attendance, r.Document));

        Recognise<Competition>(routes, "competitions", About("holdCompetition", "Record a competition",
            "In one nomination, with its places; a best pair has at least two persons.") with
        {
            Example = new Competition(Nomination.MentorOfTheYear, new(2022, 5, 20), [new(1, [Samples.Person])]),
        }, (id, r) => new Recognised.CompetitionHeld(r.Id ?? id, r.Nomination, r.On, r.Places, r.Document));

        Recognise<Publication>(routes, "publications", About("publishResults", "Record a publication",
            "Every person that it names has a consent to publication in force on that day (L20).") with
        {
            Example = new Publication(new(2022, 4, 29), new("https://school49.example/mentoring"), PublicationSite.Own),
        }, (id, r) => new Recognised.ResultsPublished(r.Id ?? id, r.On, r.Url, r.Site, r.Partner, r.Named ?? [], r.Document));

        Recognise<Practice>(routes, "practices", About("collectBestPractice", "Record a best practice", "By its title.")
            with { Example = new Practice(new("Шахматный кружок старших для младших"), "learner-learner") },
            (id, r) => new Recognised.BestPracticeCollected(r.Id ?? id, r.Form, r.Title, r.Document));

        Recognise<FutureCurator>(routes, "future-curators", About("nameFutureCurator", "Name a future curator",
            "For the next programme, with a consent to the long-term base that outlives this one.")
            with { Example = new FutureCurator(Samples.Person) },
            (id, r) => new Recognised.FutureCuratorNamed(r.Id ?? id, r.Person));

        Recognise<FuturePartner>(routes, "future-partners", About("nameFuturePartner", "Name a future partner",
            "For the next programme, whether it is a partner of this one or not yet.")
            with { Example = new FuturePartner("business", Contour.External, new("Горно-обогатительный комбинат")) },
            (id, r) => new Recognised.FuturePartnerNamed(r.Id ?? id, r.Kind, r.Contour, r.Title));

        routes.Decide<Taking>("/succession", About("takeSuccession", "Take the future curators and partners of an earlier programme",
            "Curators who still consent become candidates, whom an order may appoint; the partners are engaged. Mentors are taken by "
            + "takeLongTermMentors.") with { Example = new Taking(Samples.Document) },
            (incoming, r) => new PreparationCommand.TakeSuccession(r.Programme, partner => incoming.NewId($"partner {partner}")),
            (id, _) => $"/api/programmes/{id}/curator-candidates");

        routes.ReadProgramme("/curator-candidates", About("listCuratorCandidates", "Candidates for curator",
            "Whom earlier programmes named, in the order of the persons' ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Candidate>), Query = Page.Query,
        }, (http, found) => Page.Answer(
            http, found.State.Preparation.Candidates.Select(c => new Candidate(c.Key, c.Value)), c => c.Person));

        routes.Decide<Removal>("/recognition/{fact}/names/removal", About("removeNameFromPublication", "Remove a name from a publication",
            "After it was removed on the site, such as when the consent ended.") with { Example = new Removal(Samples.Person) },
            (incoming, r) => new RecognitionCommand.RemoveNameFromPublication(incoming.Id("fact"), r.Person));

        routes.Decide<ReasonRequest>("/recognition/{fact}/void", About("voidRecognitionFact", "Void a fact of recognition",
            "It was recorded by mistake and counts no more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new RecognitionCommand.VoidRecognitionFact(incoming.Id("fact"), await incoming.Seal(r.Reason)));
    }

    private static void Recognise<T>(IEndpointRouteBuilder routes, string name, Operation operation, Func<Guid, T, Recognised> fact)
        where T : Dated =>
        routes.Decide<T>($"/recognition/{name}", operation,
            (incoming, r) => new RecognitionCommand.Recognise(fact(incoming.NewId(name), r)),
            (id, _) => $"/api/programmes/{id}/recognition");

    private static Operation About(string name, string summary, string description) =>
        new("Recognition", name, summary, description, Takes.Work);
}
