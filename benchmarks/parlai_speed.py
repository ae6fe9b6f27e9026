"""Times ParlAI on one model: training, then replies by greedy and beam search.

Prints one JSON object a line: what was done, on how many examples, in how many seconds, without start-up. Called by
beside-parlai.sh.
"""
import argparse
import json
import os
import sys
import time


def report(**figures):
    print(json.dumps(figures), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--parlai', required=True, help='a checkout of ParlAI')
    parser.add_argument('--data', required=True, help='folder with the files of ConvAI2')
    parser.add_argument('--out', required=True, help='folder for the trained model')
    parser.add_argument('--model', required=True, help="ParlAI's name of the model")
    parser.add_argument('--updates', type=int, default=300)
    parser.add_argument('--examples', type=int, default=512, help='replies to write with each search')
    parser.add_argument('--option', action='append', default=[], help='KEY=VALUE of ParlAI, repeated')
    arguments = parser.parse_args()

    sys.path.insert(0, arguments.parlai)
    import torch
    from parlai.core import build_data
    from parlai.core.agents import create_agent, create_agent_from_model_file
    from parlai.core.params import ParlaiParser
    from parlai.core.worlds import create_task
    from parlai.scripts.build_dict import build_dict
    from parlai.scripts.train_model import setup_args

    torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', '2')))
    # the files are there, whatever ParlAI's downloader thinks
    build_data.built = lambda *_: True
    datapath = os.path.join(arguments.out, 'data')
    os.makedirs(datapath, exist_ok=True)
    link = os.path.join(datapath, 'ConvAI2')
    if not os.path.exists(link):
        os.symlink(os.path.abspath(arguments.data), link)
    model_file = os.path.join(arguments.out, 'model')
    common = dict(
        task='convai2:self:no_cands', datapath=datapath, batchsize=32, no_cuda=True, num_workers=0)

    options = dict(common, model=arguments.model, model_file=model_file, dict_file=model_file + '.dict',
                   datatype='train', truncate=128, label_truncate=128, skip_generation=True,
                   lr_scheduler='none')  # ParlAI's default one doesn't start with newer versions of torch
    options.update(dict(pair.split('=', 1) for pair in arguments.option))
    opt = setup_args().parse_kwargs(**options)
    build_dict(opt, skip_if_built=True)
    agent = create_agent(opt)
    world = create_task(opt, agent)
    for _ in range(5):
        world.parley()
    world.reset_metrics()
    begun = time.perf_counter()
    for _ in range(arguments.updates):
        world.parley()
    seconds = time.perf_counter() - begun
    figures = world.report()
    report(work='train', examples=32 * arguments.updates, seconds=seconds, loss=float(figures['loss']))
    agent.save(model_file)

    for search, size in (('greedy', 1), ('beam', 5)):
        agent = create_agent_from_model_file(
            model_file, dict(common, datatype='valid', skip_generation=False, inference=search, beam_size=size))
        world = create_task(dict(agent.opt, **common, datatype='valid'), agent)
        world.parley()
        world.reset_metrics()
        begun = time.perf_counter()
        for _ in range(arguments.examples // 32):
            world.parley()
        seconds = time.perf_counter() - begun
        figures = world.report()
        report(work=search, examples=32 * (arguments.examples // 32), seconds=seconds,
               ppl=float(figures['ppl']), tokens=float(figures['gen_n_toks']))


if __name__ == '__main__':
    main()
