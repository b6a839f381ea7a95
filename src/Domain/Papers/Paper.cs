using System.Diagnostics;

namespace MentorshipFlow.Papers;

/// <summary>Computes the content of papers from the history and from given names and texts.</summary>
public static class Paper
{
    /// <summary>A paper, or what it lacks.</summary>
    public static PaperDraft Of(PaperRequest request, PaperSources sources) => request.Kind switch
    {
        PaperKind.IntroductionOrder => OrderPapers.Introduction(request, sources),
        PaperKind.CuratorOrder => OrderPapers.Curator(request, sources),
        PaperKind.GroupsOrder => GroupsOrderPaper.Of(request, sources),
        PaperKind.EncouragementOrder => OrderPapers.Encouragement(request, sources),
        PaperKind.FinalEventOrder => OrderPapers.FinalEvent(request, sources),
        PaperKind.MentoringRegulation => PreparationPapers.Regulation(request, sources),
        PaperKind.Roadmap => PreparationPapers.Roadmap(request, sources),
        PaperKind.Protocol => PreparationPapers.Minutes(request, sources),
        PaperKind.Letter => PreparationPapers.Letters(request, sources),
        PaperKind.BasesRegister => ParticipantPapers.Bases(request, sources),
        PaperKind.ConsentForm => ParticipantPapers.Consents(request, sources),
        PaperKind.Questionnaire => ParticipantPapers.Questionnaire(request, sources),
        PaperKind.FamilySlip => ParticipantPapers.Slips(request, sources),
        PaperKind.DevelopmentPlan => TandemPapers.Plans(request, sources),
        PaperKind.EducationalRoute => TandemPapers.Routes(request, sources),
        PaperKind.ResultsCertificate => CertificatePaper.Of(request, sources),
        PaperKind.Act => CertificatePaper.Act(request, sources),
        _ => throw new UnreachableException($"{request.Kind}"),
    };

    /// <summary>The persons whom a paper names, in the order of their ids: reading their names is recorded first.</summary>
    public static IReadOnlyList<Guid> Named(PaperRequest request, PaperSources sources)
    {
        SortedSet<Guid> named = [];
        Of(request, sources with
        {
            Person = id =>
            {
                named.Add(id);
                return sources.Person(id);
            },
        });
        return [.. named];
    }
}
