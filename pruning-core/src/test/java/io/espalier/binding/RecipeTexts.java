package io.espalier.binding;

import java.util.List;

/** Canonical texts that hold every step and every variant that a step can hold. */
public final class RecipeTexts {
    static final List<String> STEPS = List.of(
            "{'train':{'epochs':20}}",
            "{'train':{'iterations':0}}",
            "{'train':{'batch':60,'epochs':3,'evaluate-every':100,'keep':'best','label':'dense','patience':4}}",
            "{'train':{'epochs':1,'optimizer':'sgd'}}",
            "{'train':{'epochs':1,'optimizer':{'sgd':{'decay':0.0005,'rate':1}}}}",
            "{'train':{'epochs':1,'optimizer':{'momentum':{'momentum':0.5}}}}",
            "{'train':{'epochs':1,'optimizer':'nesterov'}}",
            "{'train':{'epochs':1,'optimizer':{'adam':{'epsilon':0.0000001,'rate':0.002}}}}",
            "{'train':{'epochs':1,'optimizer':{'adamw':{'beta1':0.8,'beta2':0.99,'decay':0}}}}",
            "{'train':{'epochs':1,'schedule':'cosine'}}",
            "{'train':{'epochs':1,'schedule':{'cosine':{'floor':0.125}}}}",
            "{'train':{'epochs':1,'schedule':{'steps':{'at':[0.5,30],'factor':0.2}}}}",
            "{'train':{'epochs':1,'schedule':'linear'}}",
            "{'train':{'epochs':1,'schedule':{'linear':{'from':2.5}}}}",
            "{'train':{'epochs':1,'schedule':{'warm-up':{'epochs':1.5}}}}",
            "{'train':{'epochs':1,'schedule':{'warm-up':{'epochs':2,'then':{'steps':{'at':[]}}}}}}",
            "{'train':{'average':0.999,'epochs':1,'penalties':['l1',{'group-lasso':{'strength':0.5}}]}}",
            "{'train':{'epochs':1,'reparameterization':{'hard-concrete':{'lambda':3}}}}",
            "{'train':{'epochs':1,'projections':['hierarchical-prox']}}",
            "{'train':{'epochs':1,'schedule':{'resumed':{'from':12,'schedule':'cosine'}}}}",
            "{'train':{'epochs':1,'stop':{'mask-distance':{'granularity':'filter','sparsity':0.5}}}}",
            "{'fit':{'by':{'mean-images':{'classes':3}},'label':'linear'}}",
            "{'prune':{'sparsity':0.5}}",
            "{'prune':{'criterion':'coin','sparsity':0}}",
            "{'prune':{'criterion':'edge','sparsity':0.95}}",
            "{'prune':{'criterion':{'edge':{'absolute':false,'power':1}},'granularity':'neuron','sparsity':0.5}}",
            "{'prune':{'criterion':'coin','granularity':'filter','label':'cut','scope':'layer','sparsity':0.5}}",
            "{'prune':{'criterion':'coin','fraction':0.2,'fractions':{'b':0.5,'classifier':0},'granularity':'unit'}}",
            "{'prune':{'criterion':'coin','granularity':{'block':{'columns':1,'rows':4}},'scope':'erk','sparsity':0.5}}",
            "{'prune':{'criterion':'coin','granularity':'channel','sparsity':0.5}}",
            "{'prune':{'criterion':'coin','granularity':'head','scope':'smart-ratio','sparsity':0.5}}",
            "{'prune':{'criterion':'coin','granularity':{'n-of-m':{'m':4,'n':2}}}}",
            "{'prune':{'criterion':'coin','scope':{'per-layer':{'sparsity':{'a':0.5,'b':0}}}}}",
            "{'prune':{'classifier':'keep','criterion':'coin','floor':0,'placement':'shuffled','rounds':100,"
                    + "'schedule':'geometric','sparsity':0.9}}",
            "{'prune':{'criterion':'coin','schedule':'cubic','sparsity':0.9}}",
            "'threshold'",
            "{'threshold':{'below':0,'label':'cut'}}",
            "{'encode':{'codec':'int8'}}",
            "{'reconstruct':{'by':'net-trim'}}",
            "'rewind'",
            "{'rewind':{'label':'start','to':'dense'}}",
            "'reinitialize'",
            "{'shrink':{'like':[{'prune':{'granularity':'neuron','sparsity':0.5}}]}}",
            "{'reinitialize':{'label':'anew'}}",
            "'recalibrate'",
            "{'recalibrate':{'batch':2,'batches':1,'label':'tuned'}}",
            "{'encode':{'codec':'int8'}}",
            "{'encode':{'codec':{'deep-compression':{'dense-bits':6,'entropy':'none'}},'label':'small'}}",
            "{'reconstruct':{'by':{'net-trim':{'gain':0.02}}}}",
            "{'reconstruct':{'by':{'divnet':{'fusion':'none','keep':5,'layer':'fc1','select':'random'}}}}",
            "{'train':{'distill':{'from':'dense','match':'logits','temperature':2,'weight':1},'epochs':1}}",
            "{'train':{'distill':{'teacher':{'network':{'family':'chain'},'recipe':[{'train':{'epochs':1}}]}},"
                    + "'epochs':1}}",
            "'measure'",
            "{'repeat':{'growth':1.05,'rounds':2,'steps':['measure']}}",
            "{'repeat':{'rounds':20,'steps':[{'train':{'epochs':1}},'rewind','measure']}}");

    private RecipeTexts() {}

    public static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
