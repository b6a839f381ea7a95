using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Notices;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Inbox;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Api.Tandems;

namespace MentorshipFlow.Api.Pages.Programmes;

/// <summary>The list of programmes, and one programme at a glance.</summary>
internal sealed class ProgrammePages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes", async visit => PageRoutes.Html<ProgrammesView>(
            visit, ("Rows", await visit.All<ReadProgrammes.Row>("listProgrammes"))));

        routes.Page("/programmes/{programme}", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            var curator = head.Programme.Curator?.Person;
            var deadlines = visit.May("listNotices") ? await visit.All<ReadNotices.Row>("listNotices", ("programme", head.Id),
                ("settled", false)) : null;
            return PageRoutes.Html<OverviewView>(
                visit, ("Programme", head), ("Names", await visit.Names([curator])),
                ("Counts", await visit.Read<MentorshipFlow.Api.Participants.ReadParticipants.Counts>("countParticipants", ("programme",
                    head.Id))),
                ("Tandems", visit.May("listTandems") ? (await visit.All<ReadTandems.Row>("listTandems", ("programme", head.Id))).Count
                    : null),
                ("Deadlines", deadlines), ("Items", await Waiting.Items(visit, [.. (deadlines ?? []).Take(OverviewView.MostDeadlines)])));
        });
    }
}
